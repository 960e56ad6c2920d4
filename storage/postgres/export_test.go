package postgres

// Mapped is how errors of the database are known outside.
var Mapped = mapped

// Constraints are the names of the rules of the database that a person may hear of.
func Constraints() []string {
	var names []string
	for name := range byConstraint {
		names = append(names, name)
	}
	return names
}
