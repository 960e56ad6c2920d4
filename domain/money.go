package domain

// Money is an amount in minor units of its currency (cents for USD, whole yen for JPY): never a float.
type Money struct {
	Minor    int64
	Currency Currency
}

// Currency is an ISO 4217 code, upper case.
type Currency string
