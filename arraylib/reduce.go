package arraylib

// stub until the next edit
