package embedded

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// botRole is whom the bot connects as: not a superuser, owner of its database.
const botRole = "partnerbot"

// maintenance is the database that always exists.
const maintenance = "postgres"

// cluster is a data folder and the address of the server that runs on it.
type cluster struct {
	data     string
	host     string // the socket's folder, or 127.0.0.1
	port     int
	password string // empty over the socket
}

func (cl cluster) dsn(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database}
	query := url.Values{"sslmode": {"disable"}}
	if cl.password != "" {
		u.User = url.UserPassword(role, cl.password)
		u.Host = net.JoinHostPort(cl.host, strconv.Itoa(cl.port))
	} else {
		query.Set("host", cl.host)
		query.Set("port", strconv.Itoa(cl.port))
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func (cl cluster) connect(ctx context.Context, role string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, cl.dsn(role, maintenance))
	if err != nil {
		return nil, fmt.Errorf("connect to the embedded Postgres: %w", err)
	}
	return conn, nil
}

// asSuperuser calls fn with a connection of the superuser.
func (cl cluster) asSuperuser(ctx context.Context, fn func(*pgx.Conn) error) error {
	conn, err := cl.connect(ctx, superuser)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return fn(conn)
}

// leave removes the socket's folder, which the server has emptied.
func (cl cluster) leave() {
	if cl.password == "" {
		_ = os.Remove(cl.host) // the next start makes it, or uses what is left
	}
}

// starting says whether err is the answer of a server that is there and takes
// nobody in: it starts, recovers or shuts down.
func starting(err error) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Code == "57P03" // cannot_connect_now
}

// running reads from postmaster.pid where the server of the data folder
// listens, or did before it was killed. It returns pid 0 when there is none,
// or when it has not come as far as listening.
func running(data, password string) (cl cluster, pid int) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return cluster{}, 0
	}
	// Lines (miscadmin.h): pid, data folder, start time, port, socket folder,
	// listen address, …
	lines := strings.Split(string(text), "\n")
	if len(lines) < 6 {
		return cluster{}, 0
	}
	pid, pidErr := strconv.Atoi(lines[0])
	port, portErr := strconv.Atoi(lines[3])
	host := lines[4]
	if password != "" {
		host = lines[5]
	}
	if pidErr != nil || portErr != nil || host == "" {
		return cluster{}, 0
	}
	return cluster{data: data, host: host, port: port, password: password}, pid
}

// prepare makes the bot's role.
func (cl cluster) prepare(ctx context.Context) error {
	return cl.asSuperuser(ctx, func(conn *pgx.Conn) error {
		var there bool
		err := conn.QueryRow(ctx, `select exists (select from pg_roles where rolname = $1)`, botRole).Scan(&there)
		if err != nil {
			return fmt.Errorf("look for the bot's role: %w", err)
		}
		if there {
			return nil
		}
		// A utility statement takes no parameters: the server quotes them.
		var statement string
		err = conn.QueryRow(ctx, `select format('create role %I login password %L', $1::text, nullif($2::text, ''))`,
			botRole, cl.password).Scan(&statement)
		if err == nil {
			_, err = conn.Exec(ctx, statement)
		}
		if err != nil {
			return fmt.Errorf("make the bot's role: %w", err)
		}
		return nil
	})
}
