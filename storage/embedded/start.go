package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Between two looks at something that another process does.
const pause = 20 * time.Millisecond

// Start returns a server that answers: a new one, or the one that another
// process runs on the same state folder. Its errors are sentences for whoever
// starts the bot; one without any Postgres to run wraps ErrNoBinaries. A first
// start takes a second or two, plus the download when there is one; while
// another process is at it, Start waits for that. Ending ctx ends the wait.
func Start(ctx context.Context, c Config) (*Server, error) {
	c = c.withDefaults()
	user, err := currentAccount()
	if err != nil {
		return nil, err
	}
	if c.Throwaway {
		return startThrowaway(ctx, c, user)
	}
	dir, err := statePath(c.Dir)
	if err == nil && c.Trial && !holdsData(dir) {
		if err = mayMake(dir, user); err == nil {
			c.Throwaway = true
			return startThrowaway(ctx, c, user)
		}
	}
	if err == nil {
		dir, err = stateDir(c, user)
	}
	if err != nil {
		return nil, err
	}
	return ownOrAdopt(ctx, c, dir, user)
}

// ownOrAdopt gets the lock and starts the server, or finds the one that is
// running. It goes on until one of the two has come about.
func ownOrAdopt(ctx context.Context, c Config, dir string, user account) (*Server, error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for waited := false; ; waited = true {
		lock, err := tryLock(filepath.Join(dir, "lock"))
		switch {
		case errors.Is(err, fs.ErrPermission):
			return nil, fmt.Errorf("the state folder %s belongs to another user: start as that user, or name another state folder: %w", dir, err)
		case err != nil:
			return nil, err
		case lock != nil:
			return own(ctx, c, dir, user, lock)
		}
		if s, err := adopt(ctx, c, dir, user); s != nil || err != nil {
			return s, err
		}
		if !waited {
			c.Log.Info("waiting for another process to start Postgres", "folder", dir)
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("another process holds the state folder %s, and its Postgres did not answer in time: end that process and start again: %w", dir, ctx.Err())
		case <-tick.C:
		}
	}
}

// own starts the server of the state folder whose lock we hold, and gives the
// lock back when that fails.
func own(ctx context.Context, c Config, dir string, user account, lock *os.File) (*Server, error) {
	cl, p, err := startCluster(ctx, c, dir, user)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	c.Log.Info("postgres started", "folder", cl.data, "pid", p.cmd.Process.Pid)
	return owned(cl, p, lock, ""), nil
}

// startCluster brings the data folder in dir, made if need be, to the point
// where the bot's role can connect.
func startCluster(ctx context.Context, c Config, dir string, user account) (cluster, *process, error) {
	removeDrafts(c, dir)
	data, major, err := dataFolder(dir)
	if err == nil && data != "" {
		user, err = user.ownerOf(data)
	}
	if err == nil {
		err = user.mayEnter(dir)
	}
	if err != nil {
		return cluster{}, nil, err
	}
	secret, err := secretOf(c, dir, user)
	if err == nil {
		err = endOrphan(ctx, c, data, secret)
	}
	if err != nil {
		return cluster{}, nil, err
	}
	b, err := findBinaries(ctx, c, dir, major, user)
	if err == nil && data == "" {
		data, err = makeData(ctx, c, dir, b, user)
	}
	if err != nil {
		return cluster{}, nil, err
	}
	cl, err := address(c, dir, data, secret, user)
	if err != nil {
		return cluster{}, nil, err
	}
	p, err := launch(ctx, c, b, cl, user)
	return cl, p, err
}

func secretOf(c Config, dir string, user account) (string, error) {
	if !c.tcp {
		return "", nil
	}
	return password(dir, user)
}

// address chooses where the server is to listen.
func address(c Config, dir, data, secret string, user account) (cluster, error) {
	if !c.tcp {
		host, err := socketDir(dir, user)
		return cluster{data: data, host: host, port: socketPort}, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return cluster{}, fmt.Errorf("find a free port: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return cluster{}, fmt.Errorf("find a free port: %w", err)
	}
	return cluster{data: data, host: "127.0.0.1", port: port, password: secret}, nil
}

// launch runs postgres until it answers. Right after a kill -9 the processes
// of the last server may still be ending, which Postgres finds out by itself
// and refuses: then it is tried again, for ten seconds.
func launch(ctx context.Context, c Config, b binaries, cl cluster, user account) (*process, error) {
	tick := time.NewTicker(10 * pause)
	defer tick.Stop()
	const attempts = 50
	for attempt := 1; ; attempt++ {
		p, err := run(b.postgres(), arguments(c, cl), filepath.Dir(cl.data), user, c.Log)
		if err != nil {
			return nil, err
		}
		if err = awaitReady(ctx, p, cl); err == nil {
			return p, prepared(ctx, p, cl)
		}
		if attempt == attempts || !lastOneIsEnding(p.log.String()) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(err, ctx.Err())
		case <-tick.C:
		}
	}
}

// prepared makes the bot's role, without which the server is of no use.
func prepared(ctx context.Context, p *process, cl cluster) error {
	err := cl.prepare(ctx)
	if err != nil {
		err = errors.Join(err, p.end(immediate))
		<-p.done
	}
	return err
}

// lastOneIsEnding recognizes what Postgres says of a server that is not quite
// gone (miscinit.c, sysv_shmem.c): lock file … already exists, pre-existing
// shared memory block … is still in use.
func lastOneIsEnding(log string) bool {
	return strings.Contains(log, `lock file "postmaster.pid" already exists`) ||
		strings.Contains(log, "is still in use")
}

// arguments are the server's settings. They go on the command line, so that
// the files in the data folder stay as initdb wrote them.
func arguments(c Config, cl cluster) []string {
	settings := []string{
		fmt.Sprintf("port=%d", cl.port),
		// Modest: one bot, on a machine that does other things too.
		"shared_buffers=64MB", "max_connections=100", "jit=off",
		"timezone=UTC",
		// A statement that fails is its sender's business, and its text and
		// details hold people's data.
		"log_min_messages=log", "log_min_error_statement=panic", "log_error_verbosity=terse",
		"log_checkpoints=off", "log_line_prefix=", "lc_messages=C", "logging_collector=off", "log_destination=stderr",
	}
	if c.tcp {
		settings = append(settings, "listen_addresses="+cl.host, "unix_socket_directories=")
	} else {
		quoted := `"` + strings.ReplaceAll(cl.host, `"`, `""`) + `"`
		settings = append(settings, "listen_addresses=", "unix_socket_directories="+quoted, "unix_socket_permissions=0700")
	}
	if c.Throwaway {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	args := []string{"-D", cl.data}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return args
}

// awaitReady waits until the server answers, as long as recovery may take.
func awaitReady(ctx context.Context, p *process, cl cluster) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		conn, err := cl.connect(ctx, superuser)
		if err == nil {
			// A server that has lost its owner a moment ago may answer in
			// the place of ours.
			_, pid := running(cl.data, cl.password)
			if err := conn.Close(ctx); err != nil || pid == p.cmd.Process.Pid {
				return err
			}
		}
		select {
		case <-p.done:
			return fmt.Errorf("postgres did not start (%w): %s", exitReason(p), p.log)
		case <-ctx.Done():
			err = errors.Join(p.end(immediate), ctx.Err())
			<-p.done
			return fmt.Errorf("postgres did not answer in time: %w: %s", err, p.log)
		case <-tick.C:
		}
	}
}

func exitReason(p *process) error {
	if p.err == nil {
		return errors.New("it ended by itself")
	}
	return p.err
}
