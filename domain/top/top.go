// Package top keeps the first few of many, in order and in bounded memory.
package top

import (
	"slices"
	"sort"
)

// List keeps the first Most of what it is given. Compare must be a total order, so that what is kept does not depend on
// the order in which it came.
type List[T any] struct {
	Most    int
	Compare func(a, b *T) int
	Items   []T
}

// Add takes x in if it is among the first.
func (l *List[T]) Add(x *T) {
	n := len(l.Items)
	if n >= l.Most && (n == 0 || l.Compare(x, &l.Items[n-1]) >= 0) {
		return
	}
	at := sort.Search(n, func(i int) bool { return l.Compare(x, &l.Items[i]) < 0 })
	if n >= l.Most {
		l.Items = l.Items[:n-1]
	}
	l.Items = slices.Insert(l.Items, at, *x)
}
