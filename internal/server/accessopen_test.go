package server

// openAccess is who may what with what is open to everybody, and with what strangers and those
// who speak for patients say; see workAccess.
var openAccess = []walked{
	{route: "GET /sitemap.xml", may: "anybody"},
	{route: "GET /publicerat", may: "anybody"},
	{route: "HEAD /publicerat", may: "anybody"},
	{route: "GET /publicerat/{group}", may: "anybody"},
	{route: "HEAD /publicerat/{group}", may: "anybody"},
	{route: "GET /publicerat/{group}/mal", may: "anybody"},
	{route: "HEAD /publicerat/{group}/mal", may: "anybody"},
	{route: "GET /publicerat/{group}/resultat", may: "anybody"},
	{route: "HEAD /publicerat/{group}/resultat", may: "anybody"},
	{route: "GET /publicerat/{group}/resultat/{code}", may: "anybody"},
	{route: "HEAD /publicerat/{group}/resultat/{code}", may: "anybody"},
	{route: "GET /publicerat/{group}/atgarder", may: "anybody"},
	{route: "HEAD /publicerat/{group}/atgarder", may: "anybody"},
	{route: "GET /publicerat/{group}/exempel", may: "anybody"},
	{route: "HEAD /publicerat/{group}/exempel", may: "anybody"},
	{route: "GET /publicerat/{group}/exempel/{example}", may: "anybody"},
	{route: "HEAD /publicerat/{group}/exempel/{example}", may: "anybody"},
	{route: "GET /tillganglighet", may: "anybody"},
	{route: "HEAD /tillganglighet", may: "anybody"},
	{route: "GET /tillganglighet/synpunkt", may: "anybody"},
	{route: "HEAD /tillganglighet/synpunkt", may: "anybody"},
	{route: "POST /tillganglighet/synpunkt", may: "anybody"},
	{route: "GET /tillganglighet/synpunkt/tack", may: "anybody"},
	{route: "HEAD /tillganglighet/synpunkt/tack", may: "anybody"},

	{route: "GET /gruppen/oppet", may: "ggggggg......"},
	{route: "GET /gruppen/oppet/visa/{kind}", may: "....g.g......"},
	{route: "POST /gruppen/oppet/{audience}/{kind}", may: "....g.g......"},
	{route: "POST /gruppen/oppet/exempel/{example}", may: "uu.u.........", form: "do=agree&version=1"},
	{route: "GET /gruppen/oppet/synpunkter", may: "....ggg......"},
	{route: "POST /gruppen/oppet/synpunkter/{feedback}", may: "....ggg......"},
	{route: "GET /gruppen/patienter", may: "ggggggg......"},
	{route: "POST /gruppen/patienter/{comment}", may: "....ggg......"},

	{route: "GET /patient", may: ".........g..."},
	{route: "GET /patient/resultat", may: ".........g..."},
	{route: "GET /patient/{subject}/{thing}", may: ".........g..."},
	{route: "POST /patient/{subject}/{thing}", may: ".........g..."},

	{route: "GET /konton/synpunkter", may: "............g"},
	{route: "POST /konton/synpunkter/{feedback}", may: "............g"},
	{route: "GET /konton/tillganglighet", may: "............g"},
	{route: "POST /konton/tillganglighet", may: "............g"},
}
