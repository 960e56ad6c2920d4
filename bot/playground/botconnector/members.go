package botconnector

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Page sizes of pagedmembers (learn.microsoft.com: get-teams-context). What is beyond is brought to the next.
const (
	minPage     = 50
	maxPage     = 500
	defaultPage = 200
)

// account is a person as the bot is told of them. Teams writes the Entra id as objectId in the list of members and as
// aadObjectId everywhere else (teams.api 2.1.0: account.d.ts). Called with s.mu held, as is everything here.
func (s *Server) account(u User, objectID string) obj {
	given, surname, _ := strings.Cut(u.Name, " ")
	o := obj{
		"id": s.cfg.userID(u.ID), "name": u.Name, objectID: u.ID, "givenName": given, "surname": surname,
		"tenantId": u.Tenant, "userRole": "user",
	}
	if u.Guest {
		o["userRole"] = "guest"
	}
	if !s.cfg.Organization.HidesEmail {
		o["userPrincipalName"] = u.UPN
		if u.Email != "" {
			o["email"] = u.Email
		}
	}
	return o
}

func (s *Server) accounts(people []string, objectID string) []any {
	out := []any{}
	for _, id := range people {
		out = append(out, s.account(s.users[id], objectID))
	}
	return out
}

func (s *Server) members(r *http.Request, _ obj) (int, any, *apiError) {
	in, _, bad := s.roomFor(r.PathValue("id"))
	if bad != nil {
		return 0, nil, bad
	}
	return http.StatusOK, s.accounts(in.people(), "objectId"), nil
}

func (s *Server) member(r *http.Request, _ obj) (int, any, *apiError) {
	in, _, bad := s.roomFor(r.PathValue("id"))
	if bad != nil {
		return 0, nil, bad
	}
	u, known := s.userNamed(r.PathValue("user"))
	if !known || !in.has(u.ID) {
		return 0, nil, errNoMember
	}
	return http.StatusOK, s.account(u, "aadObjectId"), nil
}

func (s *Server) pagedMembers(r *http.Request, _ obj) (int, any, *apiError) {
	in, _, bad := s.roomFor(r.PathValue("id"))
	if bad != nil {
		return 0, nil, bad
	}
	size := defaultPage
	if n, err := strconv.Atoi(r.URL.Query().Get("pageSize")); err == nil {
		size = min(max(n, minPage), maxPage)
	}
	size = min(size, cmp.Or(s.cfg.Organization.PageOf, maxPage))
	all := in.people()
	from := 0
	if token := r.URL.Query().Get("continuationToken"); token != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(token, "after "))
		if err != nil || n < 0 || n > len(all) {
			return 0, nil, badSyntax("the continuationToken is none of ours")
		}
		from = n
	}
	to := min(from+size, len(all))
	page := obj{"members": s.accounts(all[from:to], "aadObjectId")}
	if to < len(all) {
		page["continuationToken"] = "after " + strconv.Itoa(to)
	}
	return http.StatusOK, page, nil
}

// teamNamed is a team that has the app, by its id or that of a channel.
func (s *Server) teamNamed(id string) (*team, *apiError) {
	t := s.teams[id]
	switch {
	case t == nil || t.deleted:
		return nil, &apiError{status: http.StatusNotFound, code: "NotFound", message: "The team was not found."}
	case !t.installed:
		return nil, errNotThere
	}
	return t, nil
}

func (s *Server) teamDetails(r *http.Request, _ obj) (int, any, *apiError) {
	t, bad := s.teamNamed(r.PathValue("id"))
	if bad != nil {
		return 0, nil, bad
	}
	return http.StatusOK, obj{
		"id": t.id, "name": t.name, "type": "standard", "aadGroupId": t.groupID, "tenantId": s.cfg.Organization.Tenant,
		"channelCount": len(t.channels()), "memberCount": len(t.members),
	}, nil
}

// teamChannels lists the channels that the bot can see. General has no name (msteams-docs: get-teams-context).
func (s *Server) teamChannels(r *http.Request, _ obj) (int, any, *apiError) {
	t, bad := s.teamNamed(r.PathValue("id"))
	if bad != nil {
		return 0, nil, bad
	}
	out := []any{}
	for _, c := range t.channels() {
		o := obj{"id": c.id, "name": c.name, "type": c.channelType}
		if c.id == t.id {
			o["name"] = nil
		}
		out = append(out, o)
	}
	return http.StatusOK, obj{"conversations": out}, nil
}

func (t *team) channels() []*room {
	return slices.DeleteFunc(slices.Clone(t.rooms), func(r *room) bool { return r.deleted })
}
