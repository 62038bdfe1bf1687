package arraylib

//go:noinline
func (c *core) text() string { return "" }
