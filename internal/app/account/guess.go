package account

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

// guess is a try at a person's password or code, from somewhere.
//
// It is braked so that nobody can shut somebody else out (after OWASP's "Slow Down Online
// Guessing Attacks with Device Cookies"). From a browser that the person has signed in
// with, only tries from that browser count. Otherwise those from the same address count
// first; what has been tried from all other places together, and at other people from
// here, stops only an address from which the person has not signed in for long.
type guess struct {
	pair, browser, person string // kinds of brakeLimits
	whose                 string
	address               string
	nonce                 string // of a browser that the person has signed in with, else ""
}

// passwordGuess is a try at the password of the account with the e-mail address, which
// there need not be.
func passwordGuess(email, address, nonce string) guess {
	return guess{pair: brakePair, browser: brakeBrowser, person: brakePerson,
		whose: strings.ToLower(email), address: network(address), nonce: nonce}
}

func (g guess) names() []brakeName {
	if g.nonce != "" {
		return []brakeName{{g.browser, []string{g.whose, g.nonce}}}
	}
	return []brakeName{
		{g.pair, []string{g.whose, g.address}}, {g.person, []string{g.whose}}, {brakeAddress, []string{g.address}}}
}

// begin counts the try, before what was typed is looked at. A *fault.BrakedError when
// there have been too many; then nothing is counted. last reports that the next wrong try
// will have to wait.
func (room *Room) begin(ctx context.Context, g guess) (last bool, err error) {
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := holdBrakes(ctx, tx, room.now(), g.names())
		if err != nil {
			return err
		}
		if wait := room.wait(held); wait > 0 {
			return &fault.BrakedError{Wait: wait, NewWay: g.nonce == ""}
		}
		first := held[0]
		last = brakeLimits[first.kind].counted(first.Brake, room.now())+1 == brakeLimits[first.kind].free
		return room.count(ctx, tx, held)
	})
	return last, err
}

// wait is how long the try has to wait by all that is counted of it.
func (room *Room) wait(held []heldBrake) time.Duration {
	now := room.now()
	wait := brakeLimits[held[0].kind].wait(held[0].Brake, now)
	if known := held[0].KnownAt; known != nil && now.Sub(*known) < knownFor {
		return wait // the person's own address: what others have tried elsewhere is nothing to it
	}
	for _, b := range held[1:] {
		wait = max(wait, brakeLimits[b.kind].wait(b.Brake, now))
	}
	return wait
}

// succeed takes the try back, since it was right. From here on the way is known to be
// the person's; what has been tried wrongly from elsewhere stays counted.
func (room *Room) succeed(ctx context.Context, tx *postgres.Tx, g guess) error {
	held, err := holdBrakes(ctx, tx, room.now(), g.names())
	if err != nil {
		return err
	}
	for n, b := range held {
		if b.Tries = max(0, b.Tries-1); n == 0 {
			now := room.now()
			b.Tries, b.KnownAt = 0, &now
		}
		if err := tx.SaveBrake(ctx, b.Brake); err != nil {
			return err
		}
	}
	return nil
}
