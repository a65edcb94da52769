"""Makes the three neonatal_denmark_*.csv files from the original table.

Usage: python3 neonatal_denmark.py ORIGINAL.csv     (writes into the working folder)

The Wilson intervals are computed here in 50-digit decimal arithmetic, with the
normal quantile from its own series, so that they share nothing with the Go code
that they check. Formula: Wilson, J Am Stat Assoc 1927;22:209-212.
"""
import csv
import decimal
import sys
from decimal import Decimal

decimal.getcontext().prec = 50

# code: Swedish name, which way is better, decimals
INDICATORS = {
    "stillbirth": ("Dödfödda", "lower", 2),
    "early_neonatal_death": ("Tidig neonatal död", "lower", 2),
    "late_neonatal_death": ("Sen neonatal död", "lower", 2),
    "low_apgar": ("Låg Apgar-poäng", "lower", 2),
    "nicu_lt_24h": ("Neonatalvård kortare än 24 h", "none", 1),
    "nicu_gt_24h": ("Neonatalvård längre än 24 h", "none", 1),
    "nicu_ventilator": ("Respiratorvård", "none", 1),
    "nicu_cpap": ("CPAP-vård", "none", 1),
}
GROUP, GROUP_NAME = "danmark-neo", "Neonatalvård i Danmark 2002–2005"
PERIOD, SOURCE = "2002-2005", "Offentlig registerstatistik, dsog.dk, UK 2002–2005"
KEY = ["group", "unit", "indicator", "stratum", "period", "numerator", "denominator"]
CREATE = ["group_name", "unit_name", "hospital", "indicator_name", "kind", "direction", "decimals", "source"]
SLUG = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def normal_quantile(p):
    """The z with P(Z <= z) = p, by Newton's method on the series of the normal integral."""
    pi = Decimal("3.14159265358979323846264338327950288419716939937510582")
    density0 = 1 / (2 * pi).sqrt()
    z = Decimal(2)
    for _ in range(30):
        term = total = z
        k = 0
        while abs(term) > Decimal(10) ** -48:
            k += 1
            term = term * z * z / (2 * k + 1)
            total += term
        density = density0 * (-z * z / 2).exp()
        z -= (Decimal("0.5") + density * total - p) / density
    return z


def wilson(x, n, z):
    """Both limits of the 95 % score interval for x of n."""
    x, n = Decimal(x), Decimal(n)
    half = z * (z * z + 4 * x * (1 - x / n)).sqrt()
    middle, width = 2 * x + z * z, 2 * (n + z * z)
    low = Decimal(0) if x == 0 else (middle - half) / width
    high = Decimal(1) if x == n else (middle + half) / width
    return low, high


def record(row):
    name, direction, decimals = INDICATORS[row["indicator"]]
    return {
        "group": GROUP, "unit": row["hospital"].lower().translate(SLUG), "indicator": row["indicator"],
        "stratum": row["gestation"], "period": PERIOD,
        "numerator": row["numerator"], "denominator": row["denominator"],
        "group_name": GROUP_NAME, "unit_name": row["hospital"], "hospital": row["hospital"],
        "indicator_name": name, "kind": "proportion", "direction": direction, "decimals": decimals, "source": SOURCE,
    }


def write(name, columns, records):
    with open(name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def main(original):
    with open(original, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    hospitals = [record(row) for row in rows if row["hospital_code"] != "0000"]
    country = [record(row) for row in rows if row["hospital_code"] == "0000"]
    z = normal_quantile(Decimal("0.975"))
    for r in hospitals + country:
        low, high = wilson(r["numerator"], r["denominator"], z)
        r["low"], r["high"] = f"{low:.15f}", f"{high:.15f}"
    write("neonatal_denmark_2002_2005.csv", KEY + CREATE, hospitals)
    write("neonatal_denmark_country.csv", KEY + CREATE, country)
    write("neonatal_denmark_wilson.csv", KEY[1:4] + KEY[5:] + ["low", "high"], hospitals + country)


main(sys.argv[1])
