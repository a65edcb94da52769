package account

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"net/netip"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

// brakeLimit is how many wrong tries cost nothing, and how long the next ones wait.
type brakeLimit struct {
	free int
	// first is the wait after the last free try; it doubles with each wrong try, up to
	// longest.
	first, longest time.Duration
	// forget is how long after the last try nothing is remembered of it.
	forget time.Duration
}

// The kinds of brake. What is tried at a person is counted by from where first, so that
// nobody else's tries stop the person; whose it is, and the address alone, stop only those
// who have not come this way before (guess).
const (
	brakePair    = "pair"    // one person's password, from one address
	brakeBrowser = "browser" // the same, from a browser that the person has signed in with
	brakePerson  = "person"  // one person's password, from all unknown addresses together
	brakeAddress = "address" // anybody's password, from one address

	brakeCodePair    = "code-pair"
	brakeCodeBrowser = "code-browser"
	brakeCodePerson  = "code-person"

	brakeAgain = "again" // the own password, asked for anew by somebody who is signed in
	brakeKey   = "key"   // keys of mails and other programs, and secret addresses, from one address
	brakeReset = "reset" // asking for a new password, from one address

	brakeFeedback    = "feedback"     // writing without an account, from one address
	brakeFeedbackAll = "feedback-all" // the same, from anywhere: what one day can fill
)

// brakeLimits are the brakes there are. All unknown addresses together get 100 tries at
// somebody's password and then 96 a day; at a code, which only somebody with the password
// can try, 20 and then 96 a day, of which each hits with a chance of three in a million.
var brakeLimits = map[string]brakeLimit{
	brakePair:    {free: 5, first: 30 * time.Second, longest: 15 * time.Minute, forget: 12 * time.Hour},
	brakeBrowser: {free: 10, first: 30 * time.Second, longest: 15 * time.Minute, forget: 12 * time.Hour},
	brakePerson:  {free: 100, first: time.Minute, longest: 15 * time.Minute, forget: 24 * time.Hour},
	brakeAddress: {free: 100, first: time.Minute, longest: 15 * time.Minute, forget: time.Hour},

	brakeCodePair:    {free: 5, first: 30 * time.Second, longest: 15 * time.Minute, forget: 24 * time.Hour},
	brakeCodeBrowser: {free: 10, first: 30 * time.Second, longest: 15 * time.Minute, forget: 24 * time.Hour},
	brakeCodePerson:  {free: 20, first: time.Minute, longest: 15 * time.Minute, forget: 24 * time.Hour},

	brakeAgain: {free: 5, first: 30 * time.Second, longest: 15 * time.Minute, forget: 12 * time.Hour},
	brakeKey:   {free: 20, first: 30 * time.Second, longest: 5 * time.Minute, forget: time.Hour},
	brakeReset: {free: 20, first: time.Minute, longest: 15 * time.Minute, forget: time.Hour},

	brakeFeedback:    {free: 5, first: time.Minute, longest: 15 * time.Minute, forget: time.Hour},
	brakeFeedbackAll: {free: 300, first: 10 * time.Second, longest: time.Minute, forget: 12 * time.Hour},
}

// Brakes are kept for as long as the longest forget, and the ways that the right person
// has come for as long as knownFor.
const (
	brakesKept = 24 * time.Hour
	knownFor   = 90 * 24 * time.Hour
)

// counted is how many of the tries still count.
func (l brakeLimit) counted(b postgres.Brake, now time.Time) int {
	if now.Sub(b.LastAt) >= l.forget {
		return 0
	}
	return b.Tries
}

// wait is how long the next try has to wait; nothing when it may be made.
func (l brakeLimit) wait(b postgres.Brake, now time.Time) time.Duration {
	over := l.counted(b, now) - l.free
	if over < 0 {
		return 0
	}
	wait := l.longest
	if over < 20 { // more doubles of a second are longer than any longest
		wait = min(l.first<<over, l.longest)
	}
	return max(0, b.LastAt.Add(wait).Sub(now))
}

// brakeName is what is counted: a kind of brakeLimits, and whose or from where.
type brakeName struct {
	kind  string
	parts []string
}

// digest is the name as it is stored.
func (n brakeName) digest(secret []byte) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strings.Join(append([]string{"brake", n.kind}, n.parts...), "\x00")))
	return mac.Sum(nil)
}

// heldBrake is a brake that the transaction holds.
type heldBrake struct {
	postgres.Brake
	brakeName
}

func holdBrakes(ctx context.Context, tx *postgres.Tx, now time.Time, names []brakeName) ([]heldBrake, error) {
	secret, err := tx.InstallationSecret(ctx)
	if err != nil {
		return nil, err
	}
	keys := make([][]byte, len(names))
	for n, name := range names {
		keys[n] = name.digest(secret)
	}
	stored, err := tx.HoldBrakes(ctx, keys, now)
	if err != nil {
		return nil, err
	}
	held := make([]heldBrake, len(names))
	for n, name := range names {
		at := slices.IndexFunc(stored, func(b postgres.Brake) bool { return bytes.Equal(b.Key, keys[n]) })
		held[n] = heldBrake{stored[at], name}
	}
	return held, nil
}

// brake counts a try to guess something: kind says what (a key of brakeLimits), parts
// whose and from where. It is called before what was typed is looked at, so that a
// thousand tries at once count as a thousand; release takes a right one back. When there
// have been too many it counts nothing and is a *fault.BrakedError, which is also a
// problem of the whole form.
func (room *Room) brake(ctx context.Context, kind string, parts ...string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := holdBrakes(ctx, tx, room.now(), []brakeName{{kind, parts}})
		if err != nil {
			return err
		}
		if wait := brakeLimits[kind].wait(held[0].Brake, room.now()); wait > 0 {
			return &fault.BrakedError{Wait: wait}
		}
		return room.count(ctx, tx, held)
	})
}

// count notes one more try under each.
func (room *Room) count(ctx context.Context, tx *postgres.Tx, held []heldBrake) error {
	for _, b := range held {
		b.Tries, b.LastAt = brakeLimits[b.kind].counted(b.Brake, room.now())+1, room.now()
		if err := tx.SaveBrake(ctx, b.Brake); err != nil {
			return err
		}
	}
	return nil
}

// release forgets the tries that brake has counted under the same name.
func (room *Room) release(ctx context.Context, kind string, parts ...string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := holdBrakes(ctx, tx, room.now(), []brakeName{{kind, parts}})
		if err != nil {
			return err
		}
		held[0].Tries = 0
		return tx.SaveBrake(ctx, held[0].Brake)
	})
}

// WrongKey counts a key or a secret address that nobody has, from the client's address. A
// *fault.BrakedError says that there have been too many: then the answer should say so. A
// right key is never held back, however many wrong ones have come from the same address,
// for a whole hospital may have one address; a key has 128 random bits and more, which no
// number of tries finds.
func (room *Room) WrongKey(ctx context.Context, clientAddress string) error {
	return room.brake(ctx, brakeKey, network(clientAddress))
}

// CountFeedback counts that somebody without an account has written something, from the
// client's address. A *fault.BrakedError says that there has been too much, from there or
// altogether; then nothing is counted, and the caller stores nothing.
func (room *Room) CountFeedback(ctx context.Context, clientAddress string) error {
	names := []brakeName{{brakeFeedback, []string{network(clientAddress)}}, {brakeFeedbackAll, nil}}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := holdBrakes(ctx, tx, room.now(), names)
		if err != nil {
			return err
		}
		if wait := room.wait(held); wait > 0 {
			return &fault.BrakedError{Wait: wait}
		}
		return room.count(ctx, tx, held)
	})
}

// SweepBrakes forgets what no brake needs any more. Any number of processes may do it.
func (room *Room) SweepBrakes(ctx context.Context) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.DeleteBrakes(ctx, room.now().Add(-brakesKept), room.now().Add(-knownFor))
	})
}

// network is what counts as one address: for IPv6 the 64 bits that one customer gets.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap().WithZone(""); a.Is4() {
		return a.String()
	}
	prefix, err := a.Prefix(64)
	if err != nil {
		return a.String()
	}
	return prefix.String()
}
