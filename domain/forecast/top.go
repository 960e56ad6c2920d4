package forecast

import (
	"slices"
	"sort"
)

// top keeps the first few of what it is given, in order. compare must be a total order, so that what is kept does not
// depend on the order in which it came.
type top[T any] struct {
	most    int
	compare func(a, b *T) int
	items   []T
}

func (t *top[T]) add(x *T) {
	n := len(t.items)
	if n >= t.most && (n == 0 || t.compare(x, &t.items[n-1]) >= 0) {
		return
	}
	at := sort.Search(n, func(i int) bool { return t.compare(x, &t.items[i]) < 0 })
	if n >= t.most {
		t.items = t.items[:n-1]
	}
	t.items = slices.Insert(t.items, at, *x)
}
