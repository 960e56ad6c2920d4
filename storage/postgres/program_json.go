package postgres

import (
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// The lists of a program as they are kept in jsonb. The names here are the format; the types must have the fields of
// domain's, which the conversions hold them to.
type (
	goalJSON struct {
		Quarter calendar.Quarter `json:"quarter"`
		Minor   int64            `json:"minor"`
	}
	channelJSON struct {
		Purpose   domain.Purpose  `json:"purpose"`
		Platform  domain.Platform `json:"platform"`
		Workspace string          `json:"workspace"`
		ID        string          `json:"id"`
		Name      string          `json:"name"`
		External  bool            `json:"external"`
	}
	stageJSON struct {
		Name        string            `json:"name"`
		Category    forecast.Category `json:"category"`
		Probability int               `json:"probability"`
	}
	settingsJSON struct {
		DecideWithinWorkdays int `json:"decide_within_workdays"`
		InfoWithinWorkdays   int `json:"info_within_workdays"`
		ProtectionDays       int `json:"protection_days"`
		ExtensionDays        int `json:"extension_days"`
		ExpiredConflictDays  int `json:"expired_conflict_days"`
		OpenPerPartner       int `json:"open_per_partner"`
		IntroductionDays     int `json:"introduction_days"`
		StalledDealDays      int `json:"stalled_deal_days"`
		ExpiringDays         int `json:"expiring_days"`
		RequiredCoverage     int `json:"required_coverage"`

		DueSoonDays    int               `json:"due_soon_days"`
		StalledDays    int               `json:"stalled_days"`
		IdleDays       int               `json:"idle_days"`
		DormantDays    int               `json:"dormant_days"`
		AgainDays      int               `json:"again_days"`
		LeadDays       int               `json:"lead_days"`
		DecideDays     int               `json:"decide_days"`
		RepeatDays     int               `json:"repeat_days"`
		ActivationDays int               `json:"activation_days"`
		CohortCap      int               `json:"cohort_cap"`
		NudgeHour      int               `json:"nudge_hour"`
		NudgesPerDay   int               `json:"nudges_per_day"`
		NudgeWhere     domain.NudgeWhere `json:"nudge_where"`
	}
	criterionJSON struct {
		Key    string   `json:"key"`
		Name   string   `json:"name"`
		Weight int      `json:"weight"`
		Levels []string `json:"levels"`
	}
	profileJSON struct {
		Criteria  []criterionJSON `json:"criteria"`
		Threshold int             `json:"threshold"`
	}
	stepJSON struct {
		Key    string          `json:"key"`
		Name   string          `json:"name"`
		Kind   activation.Kind `json:"kind"`
		DueDay int             `json:"due_day"`
		People int             `json:"people"`
		Needs  []string        `json:"needs"`
	}
	motionJSON struct {
		PartnerType domain.PartnerType `json:"partner_type"`
		Solution    string             `json:"solution"`
		Profile     *profileJSON       `json:"profile"`
		Path        []stepJSON         `json:"path"`
		PathSetAt   time.Time          `json:"path_set_at,omitzero"`
		OpenedAt    time.Time          `json:"opened_at,omitzero"`
	}
)

// profileOf is the zero profile when none was kept: it is not written yet.
func profileOf(kept *profileJSON) domain.PartnerProfile {
	if kept == nil {
		return domain.PartnerProfile{}
	}
	return domain.PartnerProfile{
		Criteria:  convert(kept.Criteria, func(c criterionJSON) domain.Criterion { return domain.Criterion(c) }),
		Threshold: kept.Threshold,
	}
}

func profileArg(p domain.PartnerProfile) *profileJSON {
	if p.Criteria == nil && p.Threshold == 0 {
		return nil
	}
	return &profileJSON{
		Criteria:  convert(p.Criteria, func(c domain.Criterion) criterionJSON { return criterionJSON(c) }),
		Threshold: p.Threshold,
	}
}

// pathOf is the default path when none was kept: a release that knew no paths kept the program.
func pathOf(kept []stepJSON) activation.Path {
	if kept == nil {
		return activation.DefaultPath()
	}
	return convert(kept, func(s stepJSON) activation.Step { return activation.Step(s) })
}

func pathArg(p activation.Path) []stepJSON {
	if p == nil {
		return nil
	}
	return convert(p, func(s activation.Step) stepJSON { return stepJSON(s) })
}

// motionsOf is nil when none was kept: there is one partner type.
func motionsOf(kept []motionJSON) []domain.Motion {
	if len(kept) == 0 {
		return nil
	}
	return convert(kept, func(m motionJSON) domain.Motion {
		return domain.Motion{
			PartnerType: m.PartnerType, Solution: m.Solution, Profile: profileOf(m.Profile), Path: pathOf(m.Path),
			PathSetAt: m.PathSetAt, OpenedAt: m.OpenedAt,
		}
	})
}

func motionsArg(all []domain.Motion) []motionJSON {
	if len(all) == 0 {
		return nil
	}
	return convert(all, func(m domain.Motion) motionJSON {
		return motionJSON{
			PartnerType: m.PartnerType, Solution: m.Solution, Profile: profileArg(m.Profile), Path: pathArg(m.Path),
			PathSetAt: m.PathSetAt, OpenedAt: m.OpenedAt,
		}
	})
}
