package group

import (
	"context"
	"strconv"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// SaveSurvey stores which measure counts the answers to the group's survey, and the share of
// answers below which its results are marked; the zero Survey for none. fault.ErrConflict when
// the settings have been changed since they were read.
func (room *Room) SaveSurvey(ctx context.Context, actor org.Actor, seen Seen, survey quality.Survey) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		library, err := tx.Indicators(ctx, seen.GroupID, room.today())
		if err != nil {
			return nil, err
		}
		if err := survey.Check(library); err != nil {
			return nil, err
		}
		before, err := tx.Survey(ctx, seen.GroupID)
		if err != nil || before == survey {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.save_survey", Before: newAuditedSurvey(before, library), After: newAuditedSurvey(survey, library)},
			tx.SaveSurvey(ctx, seen.GroupID, survey)
	})
}

// auditedSurvey is what the log keeps of it.
type auditedSurvey struct {
	Indicator string `json:"indicator,omitempty"`
	Limit     string `json:"response_limit,omitempty"`
}

func newAuditedSurvey(s quality.Survey, library []quality.Indicator) auditedSurvey {
	for _, i := range library {
		if i.ID == s.IndicatorID {
			return auditedSurvey{i.Code, strconv.Itoa(s.Limit)}
		}
	}
	return auditedSurvey{}
}
