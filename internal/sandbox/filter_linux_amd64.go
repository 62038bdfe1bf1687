package sandbox

import "golang.org/x/sys/unix"

// threadFlags are the flags with which Go's runtime makes threads.
const threadFlags = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND |
	unix.CLONE_SYSVSEM | unix.CLONE_THREAD | unix.CLONE_SETTLS
