package prose

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// newReader reads the Markdown that a report needs. Left out are HTML, code, lines across
// the page and link definitions, which would make what somebody happens to type vanish or
// look strange; it stands as typed.
func newReader() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(paragraphs{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(referenceParser{}, 150), // before links, which begin with the same character
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewLinkifyParser(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:", "mailto:"})), 999),
		),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(
			util.Prioritized(tamer{}, 0),
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)
}

// paragraphs are of lines that are moved in, too, since there is no code for them to be.
type paragraphs struct{ parser.BlockParser }

// CanAcceptIndentedLine says that a paragraph may begin with spaces.
func (paragraphs) CanAcceptIndentedLine() bool { return true }

// newWriter writes it as HTML. A new line is a new line, as whoever typed it saw it.
func newWriter() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(html.WithHardWraps()), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
		util.Prioritized(referenceWriter{}, 500),
	))
}
