package domaintest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

func changeUndoes(t *testing.T, w *World) {
	cause := errors.New("no")
	p := w.partner("Hooli", "")
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		if err := tx.InsertPartner(ctx, p, w.path(p)); err != nil {
			return err
		}
		if _, err := tx.Partner(ctx, p.ID); err != nil {
			t.Errorf("the transaction does not see its own change: %v", err)
		}
		if _, err := w.Store.Partner(ctx, p.ID); domain.CodeOf(err) != domain.NotFound {
			t.Errorf("others see what is not committed: %v", err)
		}
		return cause
	})
	if !errors.Is(err, cause) {
		t.Errorf("got %v, want the error of fn", err)
	}
	_, err = w.Store.Partner(t.Context(), p.ID)
	wantCode(t, err, domain.NotFound)
}

func changeCancelled(t *testing.T, w *World) {
	ctx, cancel := context.WithCancel(t.Context())
	err := w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		cancel()
		_, err := tx.Program(ctx, w.Program.ID)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func tenantFound(t *testing.T, w *World) {
	got, err := w.Store.TenantOf(t.Context(), domain.Slack, Workspace)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "tenant", got, w.Tenant)
	_, err = w.Store.TenantOf(t.Context(), domain.Teams, Workspace)
	wantCode(t, err, domain.NotFound)
}

func tenantAlone(t *testing.T, w *World) {
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		other := domain.Tenant{ID: NewID(), Name: "Other"}
		if err := tx.InsertTenant(ctx, other); err != nil {
			return err
		}
		return tx.InsertWorkspace(ctx, other.ID, domain.Workspace{Platform: domain.Slack, ID: Workspace})
	})
	wantCode(t, err, domain.Conflict)
}

func (w *World) once(ctx context.Context, tenant domain.ID, key string, outcome domain.ID) (kept domain.ID, fresh bool, err error) {
	err = w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		kept, fresh, err = tx.Once(ctx, tenant, key, outcome)
		return err
	})
	return kept, fresh, err
}

func onceFresh(t *testing.T, w *World) {
	first, second := NewID(), NewID()
	for _, c := range []struct {
		name          string
		key           string
		outcome, kept domain.ID
		fresh         bool
	}{
		{"the first time", "a", first, first, true},
		{"the second time", "a", second, first, false},
		{"another key", "b", second, second, true},
		{"no key", "", first, first, true},
		{"no key again", "", second, second, true},
	} {
		kept, fresh, err := w.once(t.Context(), w.Tenant.ID, c.key, c.outcome)
		if err != nil || kept != c.kept || fresh != c.fresh {
			t.Errorf("%s: got %v, %v, %v; want %v, %v", c.name, kept, fresh, err, c.kept, c.fresh)
		}
	}
}

func onceAtOnce(t *testing.T, w *World) {
	const n = 20
	var fresh atomic.Int32
	kept := make([]domain.ID, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			id, first, err := w.once(t.Context(), w.Tenant.ID, "same", NewID())
			if err != nil {
				t.Error(err)
			}
			if first {
				fresh.Add(1)
			}
			kept[i] = id
		})
	}
	wg.Wait()
	if got := fresh.Load(); got != 1 {
		t.Errorf("%d were fresh, want 1", got)
	}
	for i := range kept {
		if kept[i] != kept[0] {
			t.Errorf("caller %d got outcome %v, another %v", i, kept[i], kept[0])
		}
	}
}
