package postgres

import "time"

// PoolStat is how the connections are used: now, and since the program was started.
type PoolStat struct {
	// Most is how many there may be, Open how many there are, Busy how many of them
	// somebody works with.
	Most, Open, Busy int
	// Taken is how often one was asked for and got, Waited how often that took waiting for
	// somebody else's, and Waiting how long all of that took together.
	Taken, Waited int64
	Waiting       time.Duration
}

// PoolStat is what the pool counts of itself.
func (db *DB) PoolStat() PoolStat {
	s := db.pool.Stat()
	return PoolStat{Most: int(s.MaxConns()), Open: int(s.TotalConns()), Busy: int(s.AcquiredConns()),
		Taken: s.AcquireCount(), Waited: s.EmptyAcquireCount(), Waiting: s.EmptyAcquireWaitTime()}
}
