package page

import (
	"context"
	"net/http"
	"slices"
	"time"

	"samsyn/internal/org"
)

// Visitor is who a request comes from and which group it is about. The server's
// middleware makes it once; handlers read it and pass the actor on as an argument.
type Visitor struct {
	Actor  org.Actor
	Group  org.Group   // the group chosen; zero for somebody who belongs to none
	Groups []org.Group // all groups the visitor belongs to
	Now    time.Time   // the moment of the request, in Swedish time
	// HeldBack: the visitor must set up a second factor first, and reaches nothing else.
	HeldBack bool
	// Session is the session that the visitor is signed in by.
	Session Session
}

// Free is the visitor once there is a second factor.
func (v Visitor) Free() Visitor {
	v.HeldBack = false
	return v
}

// Session is how long a visitor stays signed in.
type Session struct {
	// ID names the session in the list of the visitor's own.
	ID string
	// Idle is how long it lasts without a request, and Limit how long in any case.
	Idle, Limit time.Duration
	// Ends is when it has lasted for Limit.
	Ends time.Time
}

// Began is when the visitor signed in.
func (s Session) Began() time.Time { return s.Ends.Add(-s.Limit) }

// May reports whether the visitor may do the action on the unit (zero: the
// group as a whole) of the chosen group.
func (v Visitor) May(action org.Action, unit org.UnitID) bool {
	return v.Actor.May(action, v.Group.ID, unit)
}

// MayAtAny reports whether the visitor may do the action on any of the chosen
// group's units given.
func (v Visitor) MayAtAny(action org.Action, units []org.Unit) bool {
	return slices.ContainsFunc(units, func(u org.Unit) bool { return v.May(action, u.ID) })
}

// Today is the visitor's calendar day, at midnight UTC as dates are kept.
func (v Visitor) Today() time.Time {
	return org.DayOf(v.Now)
}

// SignedIn reports whether anybody is signed in.
func (v Visitor) SignedIn() bool { return v.Actor.Person.ID != 0 }

type visitorKey struct{}

// WithVisitor puts the visitor into the request's context.
func WithVisitor(ctx context.Context, v Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// VisitorOf is the request's visitor; the zero Visitor when nobody is signed in.
func VisitorOf(r *http.Request) Visitor { return VisitorIn(r.Context()) }

// VisitorIn is the visitor of the request that the context is of, for views that show
// different things to different people.
func VisitorIn(ctx context.Context) Visitor {
	v, _ := ctx.Value(visitorKey{}).(Visitor)
	return v
}
