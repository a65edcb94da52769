package improve

import (
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// PathwayRights are what an actor may do with one introduction.
type PathwayRights struct {
	// Lead is to change everything: the phases' days, the core team, the end. Work is to
	// tick and to write what the core team writes.
	Lead, Work bool
	// Inside is to read what tells of few children, and Results the pages of results.
	Inside, Results bool
}

// pathwayRights are the actor's: those who lead introductions, whoever leads this one, and
// the core team's members from the group. Others of the core team read.
func pathwayRights(actor org.Actor, p improvement.PathwayIntroduction, team improvement.CoreTeam) PathwayRights {
	r := PathwayRights{Inside: Inside(actor, p.GroupID), Results: actor.May(org.ViewResults, p.GroupID, 0)}
	r.Lead = actor.May(org.LeadPathways, p.GroupID, 0) || r.Inside && p.LeadID != 0 && p.LeadID == actor.Person.ID
	r.Work = r.Lead || r.Inside && team.Takes(actor.Person)
	return r
}

// readsPathway reports whether the actor reads the introduction: all who see what is done
// in the group, and whoever is in its core team and has a role in the group, be it only as
// somebody invited.
func readsPathway(actor org.Actor, p improvement.PathwayIntroduction, team improvement.CoreTeam) bool {
	return actor.May(org.ViewWork, p.GroupID, 0) || actor.May(org.ViewPublished, p.GroupID, 0) && team.Takes(actor.Person)
}

// SeesWork reports whether the actor sees what is done in the group: the room's other
// pages too.
func SeesWork(actor org.Actor, group org.GroupID) bool { return actor.May(org.ViewWork, group, 0) }

// MayNoteUnit reports whether the actor may say how far the unit has come, and write where
// it stands.
func MayNoteUnit(actor org.Actor, group org.GroupID, unit org.UnitID) bool {
	return actor.May(org.EditActions, group, unit) || actor.May(org.LeadPathways, group, 0)
}
