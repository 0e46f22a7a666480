namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>What phones tell apart of Google's types of a number.</summary>
internal enum PhoneKind
{
    /// <summary>Pagers, main numbers, the person's own words, and no type at all.</summary>
    Other,

    Mobile,

    Home,

    Work,

    Fax,
}
