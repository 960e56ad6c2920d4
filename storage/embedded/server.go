package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Server is a Postgres that answers. Its methods may be called from several
// goroutines.
type Server struct {
	cluster   cluster
	proc      *process // nil when adopted
	throwaway string   // the folder to remove, empty when the data stays
	stopping  atomic.Bool
	unwatch   context.CancelFunc // of an adopted server
	done      chan struct{}
	err       error
}

// owned is the server that we started. The lock goes when the server does, so
// that a server which died can be started again by anybody.
func owned(cl cluster, p *process, lock *os.File, throwaway string) *Server {
	s := &Server{cluster: cl, proc: p, throwaway: throwaway, done: make(chan struct{})}
	go func() {
		<-p.done
		if !s.stopping.Load() {
			s.err = fmt.Errorf("the embedded Postgres ended (%w): %s", exitReason(p), p.log)
		}
		cl.leave()
		if err := lock.Close(); err != nil {
			s.err = errors.Join(s.err, fmt.Errorf("give the lock back: %w", err))
		}
		close(s.done)
	}()
	return s
}

// adopted is the server of another process. An idle connection tells its end.
func adopted(cl cluster, conn *pgx.Conn) *Server {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{cluster: cl, unwatch: cancel, done: make(chan struct{})}
	go func() {
		_, err := conn.WaitForNotification(ctx)
		if !s.stopping.Load() {
			s.err = fmt.Errorf("the embedded Postgres ended, with the process that had started it: %w", err)
		}
		_ = conn.Close(ctx) // gone either way
		close(s.done)
	}()
	return s
}

// URL is the address of the database for pgx, as the bot's role, which is no
// superuser. It makes nothing: see CreateDatabase. It holds a password where
// the server listens on TCP.
func (s *Server) URL(database string) string { return s.cluster.dsn(botRole, database) }

// Data is the folder that the data is in.
func (s *Server) Data() string { return s.cluster.data }

// Adopted says whether another process started the server and will end it.
func (s *Server) Adopted() bool { return s.proc == nil }

// Throwaway says whether nothing is kept: Stop removes the data.
func (s *Server) Throwaway() bool { return s.throwaway != "" }

// Done is closed when the server has ended, by Stop or for any other reason.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err says why the server ended without Stop, once Done is closed; else nil.
func (s *Server) Err() error {
	select {
	case <-s.done:
		return s.err
	default:
		return nil
	}
}

// CreateDatabase makes the database, owned by the bot's role. One that is
// there already is fine.
func (s *Server) CreateDatabase(ctx context.Context, name string) error {
	err := s.create(ctx, name, "")
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		switch refused.Code {
		case "42P04", // duplicate_database
			"23505": // unique_violation: somebody makes it at this moment
			return nil
		}
	}
	return err
}

// CloneDatabase makes the database as a copy of the template, owned by the
// bot's role: some 30 ms for a small one. Nobody may be connected to the
// template, and the name must be free.
func (s *Server) CloneDatabase(ctx context.Context, name, template string) error {
	return s.create(ctx, name, " template "+pgx.Identifier{template}.Sanitize())
}

func (s *Server) create(ctx context.Context, name, options string) error {
	return s.cluster.asSuperuser(ctx, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "create database "+pgx.Identifier{name}.Sanitize()+" owner "+botRole+options)
		if err != nil {
			return fmt.Errorf("create the database %s: %w", name, err)
		}
		return nil
	})
}

// Stop ends the server and waits for it; an adopted one is left running. When
// ctx ends first, the server is stopped the hard way and recovers at its next
// start. A second Stop does nothing.
func (s *Server) Stop(ctx context.Context) error {
	s.stopping.Store(true)
	if s.Adopted() {
		s.unwatch()
		<-s.done
		return nil
	}
	how := fast
	if s.throwaway != "" {
		how = immediate // there is nothing to keep
	}
	if err := s.proc.end(how); err != nil {
		return err
	}
	var late error
	select {
	case <-s.done:
	case <-ctx.Done():
		late = fmt.Errorf("the embedded Postgres did not stop in time and was cut off: %w", errors.Join(ctx.Err(), s.proc.end(immediate)))
		<-s.done
	}
	if s.throwaway == "" {
		return late
	}
	return errors.Join(late, removeThrowaway(s.throwaway, nil))
}
