package chart

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Print and Word take the pictures as they are, and read them slowly: what is not seen
// is left out, neighbours of one look become one path, and what several elements share
// is said once around them.

// shrink makes a picture small without changing how it looks, and is what is to be said
// of all its texts at once.
func shrink(root *node) (shared []attribute) {
	root.children = tidy(root.children)
	root.children = join(root.children)
	shared = ofAllTexts(root.children)
	root.children = gather(root.children)
	return shared
}

// tidy leaves out what is not seen and what says nothing.
func tidy(all []*node) (kept []*node) {
	for _, n := range all {
		n.attributes = slices.DeleteFunc(n.attributes, func(a attribute) bool { return says(n, a) == "" })
		for i, a := range n.attributes {
			n.attributes[i].value = says(n, a)
		}
		if n.name == "text" {
			place(n)
		}
		n.children = join(tidy(n.children))
		switch {
		case n.name == "g" && len(n.attributes) == 0:
			kept = append(kept, n.children...)
		case n.name != "clipPath" && n.name != "defs" && invisible(n):
		default:
			kept = append(kept, n)
		}
	}
	return kept
}

// says is the attribute's value in short, empty when it says what would be so anyway.
func says(n *node, a attribute) string {
	switch a.name {
	case "xml:space":
		if strings.TrimSpace(n.text) == n.text && !strings.Contains(n.text, "  ") {
			return ""
		}
	case "font-size", "stroke-width", "x", "y", "cx", "cy", "r", "width", "height":
		if v, err := strconv.ParseFloat(strings.TrimSuffix(a.value, "px"), 64); err == nil {
			return short(v)
		}
	case "text-anchor":
		if a.value == "start" {
			return ""
		}
	case "fill", "stroke":
		if a.value == "#ffffff" {
			return "#fff"
		}
		if a.name == "stroke" && a.value == "none" {
			return ""
		}
	}
	return a.value
}

// short is a number to a hundredth of a pixel.
func short(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// place says where a text stands in one way instead of two.
func place(n *node) {
	var dx, dy float64
	transform := n.get("transform")
	if count, err := fmt.Sscanf(transform, "translate(%g %g)", &dx, &dy); err != nil || count != 2 || transform == "" {
		return
	}
	for _, of := range []struct {
		name string
		by   float64
	}{{"x", dx}, {"y", dy}} {
		v, _ := strconv.ParseFloat(n.get(of.name), 64) // none is 0
		n.set(of.name, short(v+of.by))
	}
	n.set("transform", "")
}

// set changes an attribute, or takes it away.
func (n *node) set(name, value string) {
	n.attributes = slices.DeleteFunc(n.attributes, func(a attribute) bool { return a.name == name })
	if value != "" {
		n.attributes = append(n.attributes, attribute{name, value})
	}
}

// invisible tells an element that only catches the pointer in a living chart, or groups
// nothing.
func invisible(n *node) bool {
	if n.name == "text" || n.name == "tspan" {
		return n.text == ""
	}
	if n.name == "g" {
		return len(n.children) == 0
	}
	unfilled := n.get("fill") == "none" || n.get("fill") == "transparent" || n.get("fill-opacity") == "0"
	unstroked := n.get("stroke") == "" || n.get("stroke-width") == "0" || n.get("stroke-opacity") == "0"
	return n.name == "path" && n.get("d") == "" || unfilled && unstroked
}

// join makes one path of neighbours with the same look. Where one is drawn upon the other
// that must not be seen: they have a line or a filling, or both in one colour.
func join(all []*node) (joined []*node) {
	for _, n := range all {
		if len(joined) > 0 {
			last := joined[len(joined)-1]
			if last.name == "path" && n.name == "path" && plain(n) && alike(last, n) {
				last.set("d", last.get("d")+n.get("d"))
				continue
			}
		}
		joined = append(joined, n)
	}
	return joined
}

func plain(n *node) bool {
	fill, stroke := n.get("fill"), n.get("stroke")
	return (fill == "none" || stroke == "" || fill == stroke) &&
		n.get("opacity")+n.get("fill-opacity")+n.get("stroke-opacity")+n.get("transform") == ""
}

func alike(a, b *node) bool {
	return maps.Equal(look(a), look(b))
}

// look is the attributes without the shape.
func look(n *node) map[string]string {
	all := map[string]string{}
	for _, a := range n.attributes {
		if a.name != "d" {
			all[a.name] = a.value
		}
	}
	return all
}

// ofAllTexts takes away what all texts say alike.
func ofAllTexts(all []*node) (shared []attribute) {
	var texts []*node
	for _, n := range all {
		if n.name == "text" {
			texts = append(texts, n)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	for _, name := range []string{"font-family", "font-size", "dominant-baseline"} {
		count := map[string]int{}
		for _, n := range texts {
			count[n.get(name)]++
		}
		most := ""
		for value, times := range count {
			if times > count[most] || times == count[most] && value > most {
				most = value
			}
		}
		// One that does not say it would get it.
		if most == "" || count[""] > 0 {
			continue
		}
		shared = append(shared, attribute{name, most})
		for _, n := range texts {
			if n.get(name) == most {
				n.set(name, "")
			}
		}
	}
	return shared
}

// handed are the attributes that an element gets from the group around it.
var handed = []string{"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
	"text-anchor", "font-size", "font-weight", "font-style"}

// gather puts neighbours that share attributes into a group that says them.
func gather(all []*node) (gathered []*node) {
	for i := 0; i < len(all); {
		shared, end := run(all[i:])
		if end < 2 {
			gathered = append(gathered, all[i])
			i++
			continue
		}
		group := &node{name: "g", attributes: shared, children: all[i : i+end]}
		for _, n := range group.children {
			for _, a := range shared {
				n.set(a.name, "")
			}
		}
		group.children = gather(group.children)
		gathered = append(gathered, group)
		i += end
	}
	return gathered
}

// run is how many of the first elements are best put into a group, and what they share.
func run(all []*node) (shared []attribute, end int) {
	first := all[0]
	if first.name == "g" || first.name == "defs" {
		return nil, 0
	}
	for _, a := range first.attributes {
		if slices.Contains(handed, a.name) {
			shared = append(shared, a)
		}
	}
	best, current := 0, shared
	for n := 1; n < len(all); n++ {
		if all[n].name == "g" || all[n].name == "defs" {
			break
		}
		// What one of them does not say, the group must not say either.
		current = slices.DeleteFunc(slices.Clone(current), func(a attribute) bool { return all[n].get(a.name) != a.value })
		saved := -len("<g></g>")
		for _, a := range current {
			saved += n * (len(a.name) + len(a.value) + len(` =""`))
		}
		if saved > best {
			best, end, shared = saved, n+1, current
		}
	}
	return shared, end
}
