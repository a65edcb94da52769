package chart

// Palette is the colours of charts for one colour scheme, by name. The names
// are those of the style sheet without their prefix: "1" is --chart-1.
type Palette map[string]string

// Slots is how many colours there are for telling series apart. They were
// searched for the largest smallest difference for normal sight and for
// protanopia, deuteranopia and tritanopia at once (simulation: Machado GM et
// al, IEEE Trans Vis Comput Graph 2009;15:1291-8), with a contrast of at least
// 3:1 against the background (WCAG 1.4.11). The shape of the marker differs as
// well.
const Slots = 8

// Light is for a white background: pages, the report and print.
var Light = Palette{
	"1": "#0d5fca", "2": "#f2543d", "3": "#177f5b", "4": "#ac3e8f",
	"5": "#707919", "6": "#3796cf", "7": "#5a208e", "8": "#9e8b97",
	// target is a target; total the group as a whole.
	"target": "#a4133c", "total": "#3d4a57",
	// grid is lines that may be overlooked; text and subtle are words.
	"grid": "#dde2e7", "text": "#1b2733", "subtle": "#52606d",
	// surface is what the chart lies on; highlight is behind the own unit.
	"surface": "#ffffff", "highlight": "#e9f1fc",
}

// Dark is for a dark background.
var Dark = Palette{
	"1": "#5792ff", "2": "#ee6c46", "3": "#29c580", "4": "#d1b9ed",
	"5": "#d1b927", "6": "#b7f0e8", "7": "#b26cbe", "8": "#7d9499",
	"target": "#ff8fa3", "total": "#d7dee6",
	"grid": "#39434e", "text": "#f1f4f7", "subtle": "#b4bec8",
	"surface": "#13191b", "highlight": "#1b2f4b",
}

// shapes are the markers, in ECharts' names or as paths. Seven of them and
// eight colours give 56 different series before one comes again.
var shapes = []string{
	"circle", "rect", "triangle", "diamond",
	"path://M0,0L10,0L5,9Z",                                      // triangle on its point
	"path://M3,0h4v3h3v4h-3v3h-4v-3h-3v-4h3Z",                    // plus
	"path://M5,0L6.5,3.5L10,5L6.5,6.5L5,10L3.5,6.5L0,5L3.5,3.5Z", // four-pointed star
}
