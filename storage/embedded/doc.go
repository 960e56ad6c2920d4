// Package embedded starts a real Postgres for a bot that was given no
// DATABASE_URL: nothing to install by hand, nothing to configure, one dialect.
//
// # What Start does
//
// It looks for installed binaries, else downloads one pinned build and checks
// its SHA-256, makes a cluster in the state folder when there is none, runs
// postgres as a child and returns once it answers. Clients reach it over a
// unix socket in a folder of mode 0700, with no TCP port and no password (on
// Windows: loopback TCP with a password kept in the state folder).
//
//	<state>/lock              held by the process whose server it is, for as long as the server runs
//	<state>/pg15/             the data, named by the Postgres major
//	<state>/pg15.new-…/       initdb at work; renamed when whole
//	<state>/run/              the socket (a folder of the temporary directory when this path is too long)
//	<state>/postgres-18.4.0/  the downloaded build
//
// # Several processes on one state folder
//
// The lock is the whole protocol. Who gets it owns the server: it starts it,
// and its Stop or its death ends it. Who does not get it adopts the server
// that answers, and leaves it running. So five starts at once give one server.
//
// An adopted server ends when its owner ends. Done is closed then (for an
// owner too, should the server die under it), and every query fails until
// somebody starts it again. The simple and right answer is to end the process
// and let its supervisor start it anew: one of the survivors becomes the
// owner. The socket path depends on the state folder alone, so a caller that
// would rather stay can call Start again and keep its pool.
//
// # What is never done
//
// A data folder is never deleted, upgraded in place or started by binaries of
// another major: that is refused with one sentence and nothing is touched.
// postmaster.pid is never removed: judging a stale one is Postgres's business.
package embedded
