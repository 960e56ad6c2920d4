package teams

import "github.com/google/uuid"

// IsGUID tells whether an app id or a tenant id has the form in which Microsoft writes them.
func IsGUID(id string) bool { return len(id) == 36 && uuid.Validate(id) == nil }

// CheckAddress says why a login or metadata address cannot be used: it must begin with https, or lead to this machine.
func CheckAddress(address string) error {
	_, err := origin(address)
	return err
}

// CheckServiceHost says the same of the name of a service host, or its address.
func CheckServiceHost(name string) error {
	_, err := newHosts([]string{name})
	return err
}
