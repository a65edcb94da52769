package account

import (
	"context"
	"errors"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Provider is the identity provider's name when the way in is through one.
func (m Method) Provider() (name string, found bool) {
	name, found = strings.CutPrefix(string(m), oidcPrefix)
	if !found {
		return "", false
	}
	name, _, _ = strings.Cut(name, "+")
	return name, true
}

// Why somebody whom an identity provider knows is not let in.
var (
	// ErrNoAccount: nobody here is that person, or has left, or has no role today.
	ErrNoAccount = errors.New("the person has no account that is open today")
	// ErrOtherIdentity: what the provider says fits different people, or the account has
	// been used by another of the provider's people before.
	ErrOtherIdentity = errors.New("the identity is another than the account's")
)

// External is who an identity provider says that somebody is.
type External struct {
	Provider        string // its name
	Issuer, Subject string
	// Vouched says that the provider has told that the way in was as safe as the settings
	// ask for.
	Vouched       bool
	Claims        []ExternalClaim
	ClientAddress string
	RequestID     string
}

// ExternalClaim is one thing that the provider says of the person.
type ExternalClaim struct {
	As    string // "hsa_id" or "email"
	Value string
}

// auditedIdentity is what the audit keeps of a way in: the provider's name.
type auditedIdentity struct {
	Provider string `json:"provider"`
}

// refuser is who the log says that refused somebody: nobody else was there.
const refuser = "Samsyn"

// SignInBy lets in the person whom an identity provider knows: the one with the HSA-id or
// the e-mail address, whatever its case. The provider's own name for the person (issuer and
// subject) is kept the first time, and from then on must be the same. Errors: ErrNoAccount
// and ErrOtherIdentity; the latter is written into the log.
func (room *Room) SignInBy(ctx context.Context, e External) (SignedIn, error) {
	var who SignedIn
	var suspect org.PersonID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		person, err := room.findExternal(ctx, tx, e)
		suspect = person
		if err != nil {
			return err
		}
		who, err = room.admitExternal(ctx, tx, e, person)
		return err
	})
	if !errors.Is(err, ErrOtherIdentity) {
		return who, err
	}
	refused := org.Actor{Person: org.Person{Name: refuser}, ClientAddress: e.ClientAddress, RequestID: e.RequestID}
	if auditErr := room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.AppendAudit(ctx, refused, postgres.AuditEntry{At: room.now(), Action: "account.refuse_identity",
			Subject: "person", SubjectID: int64(suspect), After: auditedIdentity{e.Provider}})
	}); auditErr != nil {
		return SignedIn{}, auditErr
	}
	return SignedIn{}, ErrOtherIdentity
}

// findExternal is whom the provider speaks of. With ErrOtherIdentity it is one of those
// whom it may be.
func (room *Room) findExternal(ctx context.Context, tx *postgres.Tx, e External) (org.PersonID, error) {
	var found org.PersonID
	kept, err := tx.Identity(ctx, e.Issuer, e.Subject)
	if err == nil {
		found = kept.PersonID
	} else if !errors.Is(err, fault.ErrNotFound) {
		return 0, err
	}
	for _, c := range e.Claims {
		matched, err := personByClaim(ctx, tx, c)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return 0, err
		}
		if found != 0 && matched != found {
			return found, ErrOtherIdentity
		}
		found = matched
	}
	if found == 0 {
		return 0, ErrNoAccount
	}
	return found, checkHSAID(ctx, tx, found, e.Claims)
}

func personByClaim(ctx context.Context, tx *postgres.Tx, c ExternalClaim) (org.PersonID, error) {
	value := strings.TrimSpace(c.Value)
	if c.As == "hsa_id" {
		return tx.PersonByHSAID(ctx, value)
	}
	login, err := tx.Login(ctx, value)
	return login.ID, err
}

// checkHSAID is ErrOtherIdentity when the provider says another HSA-id than the person's: an
// e-mail address can have been given to somebody new.
func checkHSAID(ctx context.Context, tx *postgres.Tx, person org.PersonID, claims []ExternalClaim) error {
	own, err := tx.HSAID(ctx, person)
	if err != nil || own == "" {
		return err
	}
	for _, c := range claims {
		if c.As == "hsa_id" && !strings.EqualFold(strings.TrimSpace(c.Value), own) {
			return ErrOtherIdentity
		}
	}
	return nil
}

// admitExternal lets the person in, and keeps who that is to the provider.
func (room *Room) admitExternal(ctx context.Context, tx *postgres.Tx, e External, id org.PersonID) (SignedIn, error) {
	actor, err := room.actor(ctx, tx, id)
	if err != nil {
		return SignedIn{}, err
	}
	if actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
		return SignedIn{}, ErrNoAccount
	}
	actor.ClientAddress, actor.RequestID = e.ClientAddress, e.RequestID
	_, err = tx.Identity(ctx, e.Issuer, e.Subject)
	isNew := errors.Is(err, fault.ErrNotFound)
	if err != nil && !isNew {
		return SignedIn{}, err
	}
	err = tx.SaveIdentity(ctx, postgres.Identity{Issuer: e.Issuer, Subject: e.Subject, PersonID: id, UsedAt: room.now()})
	if errors.Is(err, fault.ErrConflict) {
		return SignedIn{}, ErrOtherIdentity
	}
	if err != nil {
		return SignedIn{}, err
	}
	entry := postgres.AuditEntry{At: room.now(), Action: "account.add_identity", Subject: "person", SubjectID: int64(id), After: auditedIdentity{e.Provider}}
	if isNew {
		if err := tx.AppendAudit(ctx, actor, entry); err != nil {
			return SignedIn{}, err
		}
	}
	means, err := tx.SignInMeans(ctx, id)
	if err != nil {
		return SignedIn{}, err
	}
	who := SignedIn{Person: id, Fingerprint: fingerprint(means.PasswordHash), Method: OIDCMethod(e.Provider)}
	if e.Vouched {
		who.Method = who.Method.Vouched()
	}
	if !who.Method.TwoSteps() && room.demandsSecondFactor(actor) {
		if who.Next = SetUpCode; means.Code {
			who.Next = EnterCode
			return who, nil // not in yet
		}
	}
	entry.Action = "account.sign_in"
	return who, tx.AppendAudit(ctx, actor, entry)
}
