package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ruleSubject is what the log calls a rule.
const ruleSubject = "figure_rule"

// CreateRule adds a rule across measures, in use from now on.
func (room *Room) CreateRule(ctx context.Context, actor org.Actor, r quality.Rule) error {
	r.Active = true
	return room.changeRules(ctx, actor, r.GroupID, func(tx *postgres.Tx, list Rules) (ruleChange, error) {
		if err := list.check(r); err != nil {
			return ruleChange{}, err
		}
		id, err := tx.AddFigureRule(ctx, r)
		r.ID = id
		return ruleChange{action: "rule.create", after: r}, err
	})
}

// SaveRule changes what a rule says; fault.ErrConflict when somebody else has
// changed it since the version that it carries. Whether it is in use stays.
func (room *Room) SaveRule(ctx context.Context, actor org.Actor, r quality.Rule) error {
	return room.changeRules(ctx, actor, r.GroupID, func(tx *postgres.Tx, list Rules) (ruleChange, error) {
		before, err := list.seen(r)
		if err != nil {
			return ruleChange{}, err
		}
		r.Active = before.Active
		if err := list.check(r); err != nil {
			return ruleChange{}, err
		}
		// What a rate is shown per is the definition's and not the rule's.
		r.Left.RatePer, r.Right.RatePer = list.measure(r.Left.IndicatorID).Definition.RatePer, list.measure(r.Right.IndicatorID).Definition.RatePer
		if r == before {
			return ruleChange{}, nil
		}
		return ruleChange{action: "rule.save", before: &before, after: r}, tx.SaveFigureRule(ctx, r)
	})
}

// UseRule takes a rule into use again, or out of use: then nobody is warned by it.
func (room *Room) UseRule(ctx context.Context, actor org.Actor, to quality.Rule) error {
	return room.changeRules(ctx, actor, to.GroupID, func(tx *postgres.Tx, list Rules) (ruleChange, error) {
		before, err := list.seen(to)
		if err != nil || before.Active == to.Active {
			return ruleChange{}, err
		}
		action := "rule.retire"
		if to.Active {
			action = "rule.restore"
		}
		after := before
		after.Active = to.Active
		return ruleChange{action: action, before: &before, after: after}, tx.SaveFigureRule(ctx, after)
	})
}

// check is the rule's own check beside the group's measures. A measure of words is
// among nobody's choices, and so unknown.
func (list Rules) check(r quality.Rule) error {
	return r.Check(list.measure(r.Left.IndicatorID), list.measure(r.Right.IndicatorID))
}

// seen is the stored rule, if it is in the version that r carries.
func (list Rules) seen(r quality.Rule) (quality.Rule, error) {
	stored, err := list.find(r.ID)
	if err == nil && stored.Version != r.Version {
		err = fault.ErrConflict
	}
	return stored.Rule, err
}

// ruleChange is what became of a rule; without an action nothing was changed.
type ruleChange struct {
	action string
	before *quality.Rule
	after  quality.Rule
}

// changeRules makes the change and writes it into the log.
func (room *Room) changeRules(ctx context.Context, actor org.Actor, group org.GroupID, do func(*postgres.Tx, Rules) (ruleChange, error)) error {
	if !actor.May(org.EditGroup, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		list, err := room.readRules(ctx, tx, group)
		if err != nil {
			return err
		}
		change, err := do(tx, list)
		if err != nil || change.action == "" {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: change.action, GroupID: group,
			Subject: ruleSubject, SubjectID: int64(change.after.ID), After: list.kept(change.after)}
		if change.before != nil {
			entry.Before = list.kept(*change.before)
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// auditedRule is what the log keeps of a rule: measures by their codes.
type auditedRule struct {
	Left        string           `json:"left"`
	LeftPart    quality.Part     `json:"left_part"`
	Relation    quality.Relation `json:"relation"`
	Right       string           `json:"right"`
	RightPart   quality.Part     `json:"right_part"`
	Explanation string           `json:"explanation"`
	Active      bool             `json:"active"`
}

func (list Rules) kept(r quality.Rule) auditedRule {
	return auditedRule{list.measure(r.Left.IndicatorID).Code, r.Left.Part, r.Relation,
		list.measure(r.Right.IndicatorID).Code, r.Right.Part, r.Explanation, r.Active}
}
