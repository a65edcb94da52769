package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
)

// AuditYears is how many years the log is kept at least: as long as Swedish care keeps
// its logs of who has read what (HSLF-FS 2016:40, chapter 4).
const AuditYears = 5

// hashSize is a SHA-256, and leafSize a row's part of its link: its number and its digest.
const (
	hashSize = sha256.Size
	leafSize = 8 + hashSize
)

// linksAtOnce is how many links of the chain are read at a time.
const linksAtOnce = 500

// mostBreaches is how many of what is found are told of.
const mostBreaches = 200

// BreachKind is in what way the log is not as it was written.
type BreachKind string

// The kinds of breach.
const (
	RowChanged  BreachKind = "row_changed"  // the row is another than the one that was written
	RowRemoved  BreachKind = "row_removed"  // the row is gone
	RowAdded    BreachKind = "row_added"    // the row was put in beside the program
	LinkChanged BreachKind = "link_changed" // the link itself is another
	LinkRemoved BreachKind = "link_removed" // the link is gone, and perhaps its rows
	LinkForged  BreachKind = "link_forged"  // the link follows on another than the one before it
	ThinnedTo   BreachKind = "thinned"      // the rows are gone without being thinned out
	EndRemoved  BreachKind = "end_removed"  // a receipt tells of links that are not there
	PastChanged BreachKind = "past_changed" // a receipt tells of another link than the one there
)

// AuditBreach is one thing that is wrong with the log.
type AuditBreach struct {
	Kind BreachKind
	// Row is the row's number, zero when it is about a whole link; Link is the link's
	// place, zero when the row has none.
	Row, Link int64
	// Last is the last of many links in a row; else as Link.
	Last int64
	// At is when it was written: by the row, else by the link or the receipt; zero when nobody knows.
	At time.Time
	// ActorName and Action are what the row says now; empty for one that is gone.
	ActorName, Action string
}

// AuditCheck is what was found when the log was checked.
type AuditCheck struct {
	Links, Rows int64
	// Thinned is how many links have been emptied by thinning the log out.
	Thinned int64
	// Found is how many breaches there are; Breaches has at most the first 200.
	Found    int
	Breaches []AuditBreach
	// Receipt is the log's end as it is now.
	Receipt AuditReceipt
}

// Whole reports whether nothing is wrong.
func (c *AuditCheck) Whole() bool { return c.Found == 0 }

func (c *AuditCheck) add(b AuditBreach) {
	if b.Last == 0 {
		b.Last = b.Link
	}
	if c.Found++; len(c.Breaches) < mostBreaches {
		c.Breaches = append(c.Breaches, b)
	}
}

// VerifyAudit works the whole chain of the log out again and holds it against what is
// stored, and against receipts of it from before. It takes a few links at a time into
// memory, with their rows.
func (tx *Tx) VerifyAudit(ctx context.Context, receipts []AuditReceipt) (AuditCheck, error) {
	var check AuditCheck
	thinnings, err := tx.auditThinnings(ctx)
	if err != nil {
		return check, err
	}
	known := map[int64]AuditReceipt{}
	for _, r := range receipts {
		known[r.Link] = r
	}
	last := auditLink{Hash: make([]byte, hashSize)}
	for {
		links, err := tx.auditLinks(ctx, last.ID, linksAtOnce)
		if err != nil {
			return check, err
		}
		if len(links) == 0 {
			break
		}
		rows, err := tx.rowsByLink(ctx, links)
		if err != nil {
			return check, err
		}
		for _, l := range links {
			check.follows(last, l)
			check.holds(l, rows[l.Key], thinnings)
			if r, told := known[l.ID]; told && !bytes.Equal(r.Hash, l.Hash) {
				check.add(AuditBreach{Kind: PastChanged, Link: l.ID, At: r.At})
			}
			last = l
		}
	}
	for _, r := range receipts {
		if r.Link > last.ID {
			check.add(AuditBreach{Kind: EndRemoved, Link: last.ID + 1, Last: r.Link, At: r.At})
		}
	}
	loose, err := tx.looseRows(ctx, mostBreaches)
	for _, r := range loose {
		check.add(r.breach(RowAdded, 0))
	}
	if last.ID != 0 {
		check.Receipt = AuditReceipt{Link: last.ID, Hash: last.Hash, At: last.MadeAt}
	}
	return check, err
}

// rowsByLink are the links' rows by the links' keys.
func (tx *Tx) rowsByLink(ctx context.Context, links []auditLink) (map[int64][]sealedRow, error) {
	keys := make([]int64, len(links))
	for n, l := range links {
		keys[n] = l.Key
	}
	all, err := tx.sealedRows(ctx, keys)
	by := map[int64][]sealedRow{}
	for _, r := range all {
		by[r.Link] = append(by[r.Link], r)
	}
	return by, err
}

// follows checks that the link stands after the one before it, and is the one that was made.
func (c *AuditCheck) follows(before, l auditLink) {
	c.Links++
	switch {
	case l.ID != before.ID+1:
		c.add(AuditBreach{Kind: LinkRemoved, Link: before.ID + 1, Last: l.ID - 1, At: l.MadeAt})
	case !bytes.Equal(l.Previous, before.Hash):
		c.add(AuditBreach{Kind: LinkForged, Link: l.ID, At: l.MadeAt})
	}
	made := binary.BigEndian.AppendUint64(bytes.Clone(l.Previous), uint64(l.ID))
	made = binary.BigEndian.AppendUint64(made, uint64(l.MadeAt.UnixMicro()))
	made = binary.BigEndian.AppendUint64(made, uint64(l.Rows))
	if hash := sha256.Sum256(append(made, l.Digest...)); !bytes.Equal(hash[:], l.Hash) {
		c.add(AuditBreach{Kind: LinkChanged, Link: l.ID, At: l.MadeAt})
	}
}

// holds checks that the link's rows are those that it vouches for.
func (c *AuditCheck) holds(l auditLink, rows []sealedRow, thinnings []auditThinning) {
	c.Rows += int64(len(rows))
	if l.Leaves == nil {
		if thinnedOut(l, thinnings) {
			c.Thinned++
		} else {
			c.add(AuditBreach{Kind: ThinnedTo, Link: l.ID, At: l.MadeAt})
		}
	} else if digest := sha256.Sum256(l.Leaves); !bytes.Equal(digest[:], l.Digest) || int64(len(l.Leaves)) != leafSize*l.Rows {
		c.add(AuditBreach{Kind: LinkChanged, Link: l.ID, At: l.MadeAt})
	}
	left := map[int64][]byte{}
	for at := 0; at+leafSize <= len(l.Leaves); at += leafSize {
		left[int64(binary.BigEndian.Uint64(l.Leaves[at:]))] = l.Leaves[at+8 : at+leafSize]
	}
	for _, r := range rows {
		digest, written := left[r.ID]
		delete(left, r.ID)
		switch sum := r.digest(); {
		case !written:
			c.add(r.breach(RowAdded, l.ID))
		case !bytes.Equal(digest, sum[:]):
			c.add(r.breach(RowChanged, l.ID))
		}
	}
	for at := 0; at+leafSize <= len(l.Leaves); at += leafSize { // in order
		if id := int64(binary.BigEndian.Uint64(l.Leaves[at:])); left[id] != nil {
			c.add(AuditBreach{Kind: RowRemoved, Row: id, Link: l.ID, At: l.MadeAt})
		}
	}
}

func (r sealedRow) breach(kind BreachKind, link int64) AuditBreach {
	return AuditBreach{Kind: kind, Row: r.ID, Link: link, At: r.At, ActorName: r.ActorName, Action: r.Action}
}

// digest is the row's, as the database worked it out when the row was written: numbers and
// JSON as they are, and each text after its length in characters.
func (r sealedRow) digest() [hashSize]byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d,%d,", r.ID, r.At.UnixMicro())
	for _, number := range []*int64{r.PersonID, r.GroupID, r.UnitID, r.SubjectID} {
		if number != nil {
			fmt.Fprint(&b, *number)
		}
		b.WriteByte(',')
	}
	for _, text := range []string{r.ActorName, r.Action, r.Subject, r.ClientAddress, r.RequestID} {
		fmt.Fprintf(&b, "%d:%s", len([]rune(text)), text)
	}
	if r.Before != nil {
		b.WriteString(*r.Before)
	}
	b.WriteByte('|')
	if r.After != nil {
		b.WriteString(*r.After)
	}
	return sha256.Sum256(b.Bytes())
}
