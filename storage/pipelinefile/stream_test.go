package pipelinefile_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

// manyRows is a file of n rows that is made while it is read.
type manyRows struct {
	n, made int
	left    []byte
}

func (m *manyRows) Read(b []byte) (int, error) {
	if len(m.left) == 0 {
		if m.made > m.n {
			return 0, io.EOF
		}
		m.left = []byte(heading)
		if m.made > 0 {
			m.left = fmt.Appendf(nil, "A%d,Partner %d,Account %d,CloudX,Won,2026-10-20,2026-11-10,%d\n", m.made, m.made%35, m.made%85, m.made)
		}
		m.made++
	}
	n := copy(b, m.left)
	m.left = m.left[n:]
	return n, nil
}

// The rows are not read ahead: what is in memory is a buffer, however long the file.
func TestFileIsReadAsAStream(t *testing.T) {
	t.Parallel()
	src := &manyRows{n: 100_000}
	c := config(t, testMap)
	var progress []int64
	c.Progress = func(read int64) { progress = append(progress, read) }
	r, err := pipelinefile.NewReader(src, c)
	if err != nil {
		t.Fatal(err)
	}
	given := 0
	for _, err := range r.Deals() {
		if err != nil {
			t.Fatal(err)
		}
		if given++; src.made > given+4_000 {
			t.Fatalf("%d rows are read when %d were given", src.made, given)
		}
	}
	if given != src.n || r.Report().Rows != src.n {
		t.Errorf("%d deals of %d rows, want %d", given, r.Report().Rows, src.n)
	}
	for i := range progress[1:] {
		if progress[i+1] < progress[i] {
			t.Errorf("progress went back from %d to %d", progress[i], progress[i+1])
		}
	}
	if len(progress) < 10 || progress[len(progress)-1] < 5_000_000 {
		t.Errorf("progress: %d calls, the last says %v", len(progress), progress[len(progress)-1:])
	}
}

// A quote that nobody closes does not make the rest of the file one cell in memory.
func TestRowThatNeverEnds(t *testing.T) {
	t.Parallel()
	src := &manyRows{n: 1_000_000}
	r, err := pipelinefile.NewReader(io.MultiReader(strings.NewReader(heading+"A1,P,\"Acme\n"), src), config(t, testMap))
	if err != nil {
		t.Fatal(err)
	}
	for _, err = range r.Deals() {
	}
	if err == nil || !strings.Contains(err.Error(), "a quote that is not closed") || src.made > 50_000 {
		t.Errorf("after %d rows: %v", src.made, err)
	}
}

func FuzzDeals(f *testing.F) {
	f.Add(heading + "A1,P,Acme,CloudX,Won,2026-10-20,2026-11-10,1200\n")
	f.Add(heading + "A1,P,\"Ac\nme\",CloudX,New,,,\n\nA1,,,,,,,\n")
	f.Add("\ufeff" + heading + "\"\n")
	f.Fuzz(func(t *testing.T, csv string) {
		c := config(t, testMap)
		c.SkipBadRows = true
		r, err := pipelinefile.NewReader(strings.NewReader(csv), c)
		if err != nil {
			return
		}
		for d, err := range r.Deals() {
			if err != nil {
				return
			}
			if d.SourceKey == "" || len(d.Versions) == 0 || strings.ContainsRune(d.Account.Name, 0) {
				t.Fatalf("%+v", d)
			}
			for i, v := range d.Versions {
				if v.Amount < 0 || v.At.IsZero() || i > 0 && !v.At.After(d.Versions[i-1].At) {
					t.Fatalf("%+v", d.Versions)
				}
			}
		}
	})
}

func BenchmarkDeals(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := pipelinefile.NewReader(&manyRows{n: n}, config(b, testMap))
				if err != nil {
					b.Fatal(err)
				}
				for _, err := range r.Deals() {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
		})
	}
}
