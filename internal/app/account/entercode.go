package account

import (
	"context"
	"errors"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SecondStep is what somebody whose password was right shows next: a code of the app, or a
// recovery code.
type SecondStep struct {
	// Half is what SignIn gave.
	Half           SignedIn
	Code, Recovery string
	From
}

// EnterCode takes the second step of signing in. Each code works once. A code that does not
// fit is a problem at "code" or "recovery", too many a *fault.BrakedError.
// fault.ErrNotFound when the first step holds no longer.
func (room *Room) EnterCode(ctx context.Context, s SecondStep) (SignedIn, error) {
	holder, err := room.factorOf(ctx, s)
	if err != nil {
		return SignedIn{}, err
	}
	try := guess{pair: brakeCodePair, browser: brakeCodeBrowser, person: brakeCodePerson,
		whose: strconv.FormatInt(int64(s.Half.Person), 10), address: network(s.ClientAddress), nonce: holder.nonce}
	last, err := room.begin(ctx, try)
	if err != nil {
		return SignedIn{}, err
	}
	who := SignedIn{Person: s.Half.Person, Fingerprint: s.Half.Fingerprint, Method: s.Half.Method.WithCode()}
	take := room.takeCode
	if s.Recovery != "" {
		who.Method, take = s.Half.Method.withRecovery(), room.takeRecovery
	}
	actor := holder.actor
	actor.ClientAddress, actor.RequestID = s.ClientAddress, s.RequestID
	err = take(ctx, holder, s, func(tx *postgres.Tx) error {
		if err := room.succeed(ctx, tx, try); err != nil {
			return err
		}
		return room.auditSignIn(ctx, tx, actor, who.Method)
	})
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		if err := room.noteBraked(ctx, last, actor, s.From); err != nil {
			return SignedIn{}, err
		}
	}
	if err != nil {
		return SignedIn{}, err
	}
	return who, nil
}

// factorHolder is somebody who is to show a second factor.
type factorHolder struct {
	actor  org.Actor
	factor postgres.SecondFactor
	nonce  string
}

// factorOf reads the second factor of whom the first step was taken for;
// fault.ErrNotFound when that holds no longer.
func (room *Room) factorOf(ctx context.Context, s SecondStep) (h factorHolder, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		hash, err := tx.PasswordHash(ctx, s.Half.Person)
		if err != nil {
			return err
		}
		if h.actor, err = room.actor(ctx, tx, s.Half.Person); err != nil {
			return err
		}
		if fingerprint(hash) != s.Half.Fingerprint || h.actor.Person.HasLeft(room.today()) || len(h.actor.Memberships) == 0 {
			return fault.ErrNotFound
		}
		if h.nonce, err = knownNonce(ctx, tx, s.Browser, s.Half.Person); err != nil {
			return err
		}
		h.factor, err = tx.SecondFactor(ctx, s.Half.Person)
		return err
	})
	return h, err
}

// takeCode takes a code of the app, and then does what a right one leads to.
func (room *Room) takeCode(ctx context.Context, h factorHolder, s SecondStep, then func(*postgres.Tx) error) error {
	person := h.actor.Person.ID
	secret, err := room.sealer.open(person, h.factor.SharedSecret)
	if err != nil {
		return err
	}
	wrong := &fault.ValidationError{Problems: []fault.Problem{{Field: "code", Code: "code_wrong"}}}
	step, ok := matchingStep(secret, s.Code, room.now())
	if !ok {
		return wrong
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		err := tx.TakeStep(ctx, person, step)
		if errors.Is(err, fault.ErrConflict) {
			wrong.Problems[0].Code = "code_used"
			return wrong
		}
		if err != nil {
			return err
		}
		if !h.factor.Sealed && room.sealer.aead != nil { // set up before there was a key
			if err := tx.SealSecondFactor(ctx, person, room.sealer.seal(person, secret)); err != nil {
				return err
			}
		}
		return then(tx)
	})
}

// takeRecovery takes a recovery code, and then does what a right one leads to.
func (room *Room) takeRecovery(ctx context.Context, h factorHolder, s SecondStep, then func(*postgres.Tx) error) error {
	hash, err := hashRecovery(ctx, s.Recovery, h.factor.RecoverySalt)
	if err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		err := tx.TakeRecoveryCode(ctx, h.actor.Person.ID, hash, room.now())
		if errors.Is(err, fault.ErrNotFound) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "recovery", Code: "recovery_wrong"}}}
		}
		if err != nil {
			return err
		}
		if err := room.queueMail(ctx, tx, h.actor.Person.ID, MailRecoveryUsed, MailDetails{}); err != nil {
			return err
		}
		return then(tx)
	})
}
