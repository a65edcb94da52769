package group

import "samsyn/internal/postgres"

// What the rows of a programme area's duties are called outside the use cases.
type (
	// NominationRow is a nomination of persons with how many are named.
	NominationRow = postgres.PersonNominationRow
	// NomineeRow is somebody who is nominated, and where their last declaration stands.
	NomineeRow = postgres.NomineeRow
	// InterestDeclaration is a declaration of interests, for those who may read it.
	InterestDeclaration = postgres.InterestDeclaration
	// ChairTermRow is a chair's turn with names.
	ChairTermRow = postgres.ChairTermRow
	// OutlookRow is a note of what happens elsewhere.
	OutlookRow = postgres.OutlookRow
	// LiftedMatter is a question that was lifted, with how it was prepared.
	LiftedMatter = postgres.LiftedMatter
)
