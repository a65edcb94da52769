// Command load measures Samsyn under the load of many users: it starts the built program
// on a private PostgreSQL of its own, fills it with made-up groups, lets so many people
// hand in figures and read dashboards as people do, with pauses between, and prints for
// each kind of request how many there were, how many failed and how long they took. Each
// minute it prints how much memory the program has. It is run by make load and make soak,
// and belongs to no test.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// settings are what is measured.
type settings struct {
	program string
	users   int
	lasts   time.Duration
	rampUp  time.Duration
	think   time.Duration
	groups  int
	units   int
}

func main() {
	var s settings
	flag.StringVar(&s.program, "program", "bin/samsyn", "the built program")
	flag.IntVar(&s.users, "users", 300, "how many people are there at once")
	flag.DurationVar(&s.lasts, "for", 2*time.Minute, "how long is measured")
	flag.DurationVar(&s.rampUp, "ramp", 30*time.Second, "over how long they sign in before that")
	flag.DurationVar(&s.think, "think", 7*time.Second, "the mean pause between what a person does")
	flag.IntVar(&s.groups, "groups", 12, "how many groups they belong to")
	flag.IntVar(&s.units, "units", 25, "how many units each group has; with fewer than people, some share one and are told of each other's changes")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, s); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// mostErrors is the error rate above which the load was too much.
const mostErrors = 0.01

func run(ctx context.Context, s settings) (err error) {
	folder, err := os.MkdirTemp("", "samsyn-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	p, err := start(ctx, s.program, folder)
	if err != nil {
		return err
	}
	defer p.stop()
	if err := p.fill(ctx, s); err != nil {
		return err
	}
	everybody, err := p.people(ctx, s)
	if err != nil {
		return err
	}
	fmt.Printf("%d people in %d groups of %d units; pauses are exponential with a mean of %v, ten times that at most\n", s.users, s.groups, s.units, s.think)
	m := &measures{}
	ctx, cancel := context.WithTimeout(ctx, s.rampUp+s.lasts)
	defer cancel()
	time.AfterFunc(s.rampUp, m.begin)
	ended := everybody.act(ctx, s, p.url, m)
	memory := p.watch(ctx)
	ended()
	rate := m.print(os.Stdout)
	memory.print(os.Stdout)
	if rate > mostErrors {
		return fmt.Errorf("%.2f %% of the requests failed", 100*rate)
	}
	return nil
}
