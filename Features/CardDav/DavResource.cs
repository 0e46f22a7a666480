namespace Gcd.Features.CardDav;

/// <summary>What a path below /dav/ names: the same few things for everybody, since the token says whose they are.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Card">The last segment of the contact's resource name, of a card.</param>
internal readonly record struct DavResource(DavKind Kind, string? Card = null)
{
    public static readonly DavResource Root = new(DavKind.Root);
    public static readonly DavResource Principal = new(DavKind.Principal);
    public static readonly DavResource Home = new(DavKind.Home);
    public static readonly DavResource Book = new(DavKind.Book);

    private const string RootPath = "/dav/";
    private const string BookPath = "/dav/books/contacts/";
    private const string CardEnding = ".vcf";
    private const string People = "people/";
    private const int LongestName = 100;

    /// <summary>Its path as callers know it.</summary>
    /// <param name="publicPath">What the service's public address has before Gcd's own paths; mostly nothing.</param>
    public string Href(string publicPath) => publicPath + LocalPath;

    /// <summary>Google's name of a card's contact, such as people/c123.</summary>
    public string ResourceName => People + Card;

    /// <summary>Finds what a path names, with or without a slash at its end; null when it names nothing.</summary>
    public static DavResource? Find(string path)
    {
        var whole = path.EndsWith('/') ? path : path + "/";
        foreach (var collection in new[] { Root, Principal, Home, Book })
        {
            if (whole.Equals(collection.LocalPath, StringComparison.Ordinal))
            {
                return collection;
            }
        }

        return path.StartsWith(BookPath, StringComparison.Ordinal) && path.EndsWith(CardEnding, StringComparison.Ordinal)
            ? OfCard(path[BookPath.Length..^CardEnding.Length])
            : null;
    }

    /// <summary>What an href of a request names: a path, or a whole address of any host, in any writing.</summary>
    public static DavResource? FindHref(string href, string publicPath)
    {
        var text = href.Trim();
        var path = Uri.UnescapeDataString(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsolutePath : text);
        return path.StartsWith(publicPath, StringComparison.Ordinal) ? Find(path[publicPath.Length..]) : null;
    }

    /// <summary>Its path where Gcd answers. A proxy may have taken a part off what callers know; <see cref="Href"/> has it.</summary>
    private string LocalPath => Kind switch
    {
        DavKind.Root => RootPath,
        DavKind.Principal => "/dav/principal/",
        DavKind.Home => "/dav/books/",
        DavKind.Book => BookPath,
        _ => BookPath + Card + CardEnding,
    };

    private static DavResource? OfCard(string name) =>
        name.Length is > 0 and <= LongestName && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_') ? new DavResource(DavKind.Card, name) : null;
}

internal enum DavKind
{
    Root,
    Principal,

    /// <summary>The collection of address books, of which there is one.</summary>
    Home,
    Book,
    Card,
}
