using System.Text;
using System.Xml;
using System.Xml.Linq;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.CardDav;

/// <summary>
/// The XML of a request. It is read without DTDs, at most 20 deep and 64 KiB long; only the list of cards in addressbook-multiget may be
/// longer, because Thunderbird asks for a whole address book at once.
/// </summary>
/// <param name="Root">The root element, without the hrefs right below it; null when there is no body.</param>
/// <param name="Hrefs">Those hrefs.</param>
internal sealed record DavBody(XElement? Root, IReadOnlyList<string> Hrefs)
{
    // Google lets a person have 25,000 contacts.
    public const int LargestBody = 4 * 1024 * 1024;

    private const int DeepestElement = 20;
    private const int LongestRest = 64 * 1024;

    private const int MostHrefs = 30_000;
    private const int LongestHref = 2048;

    /// <exception cref="DavBodyException">It is no XML that is taken; the problem says what to do.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than any, or broke off.</exception>
    public static async Task<DavBody> ReadAsync(HttpContext context, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await new CheckedRequestBody(context.Request.Body).CopyToAsync(bytes, ct);
        if (bytes.Length == 0)
        {
            return new DavBody(null, []);
        }

        bytes.Position = 0;
        try
        {
            return Read(bytes);
        }
        catch (XmlException malformed)
        {
            throw new DavBodyException(DavProblems.NoXml(malformed.LineNumber, malformed.LinePosition));
        }
    }

    private static DavBody Read(MemoryStream bytes)
    {
        using var reader = XmlReader.Create(bytes, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
        reader.MoveToContent();
        var rest = 0;
        var hrefs = new List<string>();
        var root = ReadElement(reader, hrefs, ref rest);
        while (reader.Read())
        {
            // What follows the root must be well-formed as well.
        }

        return new DavBody(root, hrefs);
    }

    // Not by XNode.ReadFrom, which goes as deep as the sender likes.
    private static XElement ReadElement(XmlReader reader, List<string> hrefs, ref int rest)
    {
        var root = Start(reader, ref rest);
        var open = root;
        if (reader.IsEmptyElement)
        {
            return root;
        }

        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when open == root && reader is { LocalName: "href", NamespaceURI: "DAV:" }:
                    hrefs.Add(ReadHref(reader, hrefs.Count));
                    break;
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var element = Start(reader, ref rest);
                    open.Add(element);
                    open = isEmpty ? open : element;
                    break;
                case XmlNodeType.EndElement when open == root:
                    return root;
                case XmlNodeType.EndElement:
                    open = open.Parent!;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    Count(ref rest, reader.Value.Length);
                    open.Add(new XText(reader.Value));
                    break;
            }
        }

        return root;
    }

    private static XElement Start(XmlReader reader, ref int rest)
    {
        if (reader.Depth >= DeepestElement)
        {
            throw new DavBodyException(DavProblems.TooDeep(DeepestElement));
        }

        Count(ref rest, reader.Name.Length + reader.NamespaceURI.Length);
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        for (var isThere = reader.MoveToFirstAttribute(); isThere; isThere = reader.MoveToNextAttribute())
        {
            Count(ref rest, reader.Name.Length + reader.Value.Length);
            if (reader.NamespaceURI.Length == 0)
            {
                element.SetAttributeValue(reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
        return element;
    }

    private static string ReadHref(XmlReader reader, int before)
    {
        var text = new StringBuilder();
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
            {
                // What is no text would make it none; it is refused by its length, or names nothing.
                text.Append(reader.Value);
                if (text.Length > LongestHref)
                {
                    break;
                }
            }
        }

        return before < MostHrefs && text.Length <= LongestHref ? text.ToString() : throw new DavBodyException(DavProblems.TooManyHrefs(MostHrefs));
    }

    private static void Count(ref int rest, int length)
    {
        rest += length;
        if (rest > LongestRest)
        {
            throw new DavBodyException(DavProblems.TooLong(LongestRest));
        }
    }
}

/// <summary>A request's XML is not taken.</summary>
internal sealed class DavBodyException(Problem problem) : Exception(problem.Error)
{
    public Problem Problem { get; } = problem;
}
