package edition

// Summary is the document on one page, for those who read many.
type Summary struct {
	Purpose string // what the group is for; "" when the report does not say
	Tally   []Count
	Goals   []Figure // by their measures' sums
	// MoreGoals is how many more there are than the page has room for.
	MoreGoals int
	Variation Points // what differs between units by more than chance
	Actions   Points
	Questions Points // to the leadership
	Next      Points // next year's goals
}

// What one page has room for: a few words more when the goals are few.
const (
	summaryGoals = 10
	fewGoals     = 7
	titleRunes   = 95
	goalRunes    = 68 // one line
	purposeRunes = 300
)

// Summary cuts the document to what one page has room for.
func (d *Document) Summary() Summary {
	s := Summary{Tally: d.GoalTally()}
	goals := d.chosen()
	for _, g := range goals[:min(len(goals), summaryGoals)] {
		s.Goals = append(s.Goals, g.summed())
	}
	s.MoreGoals = len(goals) - len(s.Goals)
	room, next := Room{Points: 3, Runes: 90, Details: 55}, Room{Points: 5, Runes: 90}
	if len(goals) <= fewGoals {
		room, next = Room{Points: 4, Runes: 140, Details: 70}, Room{Points: 7, Runes: 90}
	}
	s.Purpose = Shorten(d.Purpose, purposeRunes)
	s.Variation = d.pointsOf("variation", room)
	if s.Actions = d.pointsOf("actions", room); len(s.Actions.List) == 0 {
		s.Actions = d.work().cutTo(room)
	}
	s.Questions = d.pointsOf("questions", room)
	s.Next = d.pointsOf("next_goals", next)
	return s
}

// summed is the goal with the result that says how it stands, and of which measure.
func (g *Goal) summed() Figure {
	m, result := g.together()
	f := figure(g.Title, result)
	f.Label, f.Detail = Shorten(g.Title, goalRunes), ""
	if m != nil {
		f.Detail = Shorten(m.Title, labelRunes)
	}
	return f
}

// pointsOf are the points of all sections about one thing.
func (d *Document) pointsOf(content string, room Room) Points {
	var all Section
	for _, s := range d.Sections {
		if s.Content == content {
			all.Blocks = append(all.Blocks, s.Blocks...)
		}
	}
	return all.points(room)
}

// cutTo makes the list fit a smaller room.
func (p Points) cutTo(room Room) Points {
	less := room.cut(p.List)
	less.More += p.More
	return less
}
