using System.Globalization;
using System.Xml.Linq;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>The filter of addressbook-query (RFC 6352, 10.5), on the properties that clients search in.</summary>
internal sealed class AddressBookFilter
{
    /// <summary>RFC 6352, 8.3: the two that every server has. Both ignore case; without globalization data, letters beyond ASCII have simple case too.</summary>
    public static readonly IReadOnlyList<string> Collations = ["i;ascii-casemap", "i;unicode-casemap"];

    private readonly List<PropertyTest> tests;
    private readonly bool needsAll;

    private AddressBookFilter(List<PropertyTest> tests, bool needsAll, int? most)
    {
        this.tests = tests;
        this.needsAll = needsAll;
        Most = most;
    }

    /// <summary>How many cards are wanted at most; null for all.</summary>
    public int? Most { get; }

    /// <summary>Whether every card passes: there is nothing to pass, or all that is asked is whether a card has what each card has.</summary>
    public bool IsPassedByAll => Most is null && (needsAll || tests.Count == 0 ? tests.TrueForAll(test => test.HoldsForAll) : tests.Exists(test => test.HoldsForAll));

    /// <summary>What must be read of a person to decide.</summary>
    public IEnumerable<PersonPart> Reads => tests.SelectMany(test => test.Property.Reads);

    /// <summary>Reads the filter and the limit of an addressbook-query.</summary>
    /// <param name="query">The root of the request.</param>
    /// <param name="unmet">What is not supported, as the standard's condition says it; null when all is.</param>
    public static AddressBookFilter? Read(XElement query, out XElement? unmet)
    {
        unmet = null;
        var filter = query.Element(DavName.CardDav + "filter");
        var tests = new List<PropertyTest>();
        foreach (var property in filter?.Elements(DavName.CardDav + "prop-filter") ?? [])
        {
            if (SearchedProperty.Find((string?)property.Attribute("name") ?? string.Empty) is not { } searched || property.Element(DavName.CardDav + "param-filter") is not null)
            {
                unmet = new XElement(DavName.CardDav + "supported-filter", property);
                return null;
            }

            var texts = property.Elements(DavName.CardDav + "text-match").Select(TextTest.Read).ToList();
            if (texts.FirstOrDefault(text => !Collations.Contains(text.Collation, StringComparer.OrdinalIgnoreCase)) is { } other)
            {
                unmet = new XElement(DavName.CardDav + "supported-collation", other.Collation);
                return null;
            }

            tests.Add(new PropertyTest(searched, property.Element(DavName.CardDav + "is-not-defined") is not null, texts, NeedsAll(property)));
        }

        var most = (string?)query.Element(DavName.CardDav + "limit")?.Element(DavName.CardDav + "nresults");
        return new AddressBookFilter(tests, NeedsAll(filter), int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null);
    }

    public bool Matches(ExportContext context, Contact contact) =>
        tests.Count == 0 || (needsAll ? tests.TrueForAll(test => test.Holds(context, contact)) : tests.Exists(test => test.Holds(context, contact)));

    private static bool NeedsAll(XElement? element) => (string?)element?.Attribute("test") == "allof";

    private sealed record PropertyTest(SearchedProperty Property, bool IsMissing, List<TextTest> Texts, bool NeedsAll)
    {
        public bool HoldsForAll => Property.IsOnEveryCard && !IsMissing && Texts.Count == 0;

        public bool Holds(ExportContext context, Contact contact)
        {
            // RFC 6352, 10.5.1: what is not there passes no text-match, a negated one neither.
            var values = Property.Of(context, contact);
            return IsMissing ? values.Count == 0
                : values.Count > 0 && (Texts.Count == 0 || (NeedsAll ? Texts.TrueForAll(text => text.Holds(values)) : Texts.Exists(text => text.Holds(values))));
        }
    }

    private sealed record TextTest(string Text, string Collation, string MatchType, bool IsNegated)
    {
        public static TextTest Read(XElement element) => new(
            element.Value,
            (string?)element.Attribute("collation") ?? Collations[1],
            (string?)element.Attribute("match-type") ?? "contains",
            (string?)element.Attribute("negate-condition") == "yes");

        public bool Holds(List<string> values) => values.Exists(Matches) != IsNegated;

        private bool Matches(string value) => MatchType switch
        {
            "equals" => value.Equals(Text, StringComparison.OrdinalIgnoreCase),
            "starts-with" => value.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
            "ends-with" => value.EndsWith(Text, StringComparison.OrdinalIgnoreCase),
            _ => value.Contains(Text, StringComparison.OrdinalIgnoreCase),
        };
    }
}
