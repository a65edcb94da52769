package localpg

import (
	"context"
	"errors"
	"time"
)

// Between two attempts to bring the server up again the wait doubles from
// firstWait to longestWait.
const (
	firstWait   = 100 * time.Millisecond
	longestWait = 10 * time.Second
	// fullWait is the longest while the disk is full, when whoever has made room waits.
	fullWait = 3 * time.Second
)

// supervise keeps the server running until Stop, or until it cannot be started.
func (s *Server) supervise(p *postmaster) {
	defer close(s.done)
	defer func() { s.stopErr = errors.Join(s.stopErr, s.lock.Close()) }()
	for {
		select {
		case <-s.stopping:
			s.stopErr = p.stop(s.log)
			return
		case <-p.exited:
			s.log.Error("PostgreSQL har dött och startas igen", "sist i loggen", p.lastWords())
		}
		var err error
		if p, err = s.revive(); p == nil {
			s.mu.Lock()
			s.err = err
			s.mu.Unlock()
			return
		}
		s.log.Info("PostgreSQL är igång igen")
	}
}

// revive starts the server again, with back-off. A full disk is waited for, however long
// it takes to make room: what is stored is safe there meanwhile. A nil server without an error
// means that Stop was called meanwhile.
func (s *Server) revive() (*postmaster, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stopped := make(chan struct{})
	defer close(stopped)
	go func() {
		select {
		case <-s.stopping:
			cancel()
		case <-stopped:
		}
	}()
	var last error
	wait := firstWait
	for failed := 0; failed < s.opts.Attempts; {
		err := s.clearLeftovers(ctx)
		if err == nil {
			var p *postmaster
			if p, err = s.launch(ctx); err == nil {
				return p, nil
			}
		}
		if errors.Is(err, context.Canceled) {
			return nil, nil
		}
		last = diskFullOr(s.opts.Dir, err)
		failed++
		var full *DiskFullError
		if errors.As(last, &full) {
			failed, wait = 0, min(wait, fullWait)
		}
		s.log.Error("PostgreSQL startade inte", "fel", last, "nytt försök om", wait)
		select {
		case <-s.stopping:
			return nil, nil
		case <-time.After(wait):
		}
		wait = min(2*wait, longestWait)
	}
	return nil, last
}
