package embedded

// account is the user that Postgres runs as.
type account struct {
	name     string
	uid, gid int
	drop     bool // we are root and it is not: Postgres refuses to run as root
}
