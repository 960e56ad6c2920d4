package embedded

import (
	"os/exec"
	"runtime"
	"syscall"
)

// tie makes the kernel stop the process (fast shutdown) when we die, even by
// kill -9. The kernel watches the thread that forked, not the process: so the
// calling goroutine keeps its thread, and must live until the process ends.
func tie(cmd *exec.Cmd) {
	runtime.LockOSThread()
	cmd.SysProcAttr.Pdeathsig = syscall.SIGINT
}
