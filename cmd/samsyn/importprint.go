package main

import (
	"fmt"
	"io"
	"strings"

	"samsyn/internal/app/importing"
	"samsyn/internal/exchange"
)

// mostProblems is how many problems are written out; the rest are counted.
const mostProblems = 50

// printProblems writes what is wrong and gives the error that ends the command.
func printProblems(out io.Writer, problems []exchange.Problem) error {
	for n, p := range problems {
		if n == mostProblems {
			fmt.Fprintf(out, "… och %d fel till.\n", len(problems)-mostProblems)
			break
		}
		fmt.Fprintln(out, placeOf(p)+sentence(p))
	}
	if len(problems) == 1 {
		return fmt.Errorf("ett fel i filen: inget har skrivits in")
	}
	return fmt.Errorf("%d fel i filen: inget har skrivits in", len(problems))
}

// placeOf is where in the file a problem stands.
func placeOf(p exchange.Problem) string {
	var place []string
	if p.Line > 0 {
		place = append(place, fmt.Sprintf("rad %d", p.Line))
	}
	if p.Column != "" {
		place = append(place, "kolumn "+p.Column)
	}
	where := strings.Join(place, ", ")
	if p.Value != "" {
		where += fmt.Sprintf(" (”%s”)", p.Value)
	}
	if where == "" {
		return ""
	}
	return where + ": "
}

// printPlan writes what was done, or would be.
func printPlan(out io.Writer, plan importing.Plan, o importOptions) {
	for _, g := range plan.Groups {
		fmt.Fprintf(out, "%s (%s)\n", g.Name, g.Code)
		if made := createdWords(g.Created); made != "" {
			fmt.Fprintf(out, "  läggs upp:      %s\n", made)
		}
		if g.Submissions > 0 {
			fmt.Fprintf(out, "  inrapportering: %d nya, som godkända\n", g.Submissions)
		}
		if g.Drafts > 0 {
			fmt.Fprintf(out, "  utkast:         %d nya, för omgångar som inte är slut\n", g.Drafts)
		}
		fmt.Fprintf(out, "  siffror:        %d nya, %d ändrade, %d oförändrade\n", g.New, g.Changed, g.Same)
	}
	if o.apply {
		fmt.Fprintln(out, "Klart: allt är inskrivet.")
		return
	}
	fmt.Fprintln(out, "Provkörning: inget har skrivits in. Lägg till --apply för att skriva in siffrorna.")
}

// createdWords lists what was missing.
func createdWords(c importing.Created) string {
	var parts []string
	if c.Group {
		parts = append(parts, "gruppen")
	}
	for _, made := range []struct {
		n         int
		one, many string
	}{
		{c.Units, "en enhet", "%d enheter"},
		{c.Indicators, "ett mått", "%d mått"},
		{c.Reasons, "en orsak till att uppgift saknas", "%d orsaker till att uppgift saknas"},
		{c.Selected, "ett val av mått för ett år", "%d val av mått för ett år"},
	} {
		switch made.n {
		case 0:
		case 1:
			parts = append(parts, made.one)
		default:
			parts = append(parts, fmt.Sprintf(made.many, made.n))
		}
	}
	return strings.Join(parts, ", ")
}
