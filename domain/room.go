package domain

import (
	"context"
	"slices"
)

// RenameChannel keeps the new name of a channel, in the programs that post to it. The platform says so, nobody asks for
// it: nothing else about the channel changes.
func (d *Desk) RenameChannel(ctx context.Context, platform Platform, workspace, id, name string) error {
	in, err := d.installed(ctx, place{platform, workspace})
	if err != nil {
		return err
	}
	name = line(name)
	named := func(c Channel) bool {
		return c.Platform == platform && c.Workspace == workspace && c.ID == id && c.Name != name
	}
	p, err := d.store.Program(ctx, in.program)
	if err != nil || name == "" || !slices.ContainsFunc(p.Channels, named) {
		return err
	}
	return d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, err := tx.UpdateProgram(ctx, in.program, func(p *Program) error {
			p.Channels = slices.Clone(p.Channels)
			for i := range p.Channels {
				if named(p.Channels[i]) {
					p.Channels[i].Name = name
				}
			}
			return nil
		})
		return err
	})
}

// Deciders are the accounts, in a workspace, of those who may decide on registrations, by the names of the people.
func (d *Desk) Deciders(ctx context.Context, platform Platform, workspace string) ([]Identity, error) {
	in, err := d.installed(ctx, place{platform, workspace})
	if err != nil {
		return nil, err
	}
	people, err := d.store.People(ctx, in.tenant)
	if err != nil {
		return nil, err
	}
	var out []Identity
	for _, p := range people {
		if !(Actor{Person: p}).reviewer() {
			continue
		}
		for _, i := range p.Identities {
			if i.Platform == platform && i.Workspace == workspace {
				out = append(out, i)
			}
		}
	}
	return out, nil
}
