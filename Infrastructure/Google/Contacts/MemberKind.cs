namespace Gcd.Infrastructure.Google.Contacts;

internal enum MemberKind
{
    Text,

    /// <summary>An object of year, month and day.</summary>
    Date,

    /// <summary>A boolean; anything but true counts as false.</summary>
    Flag,

    /// <summary>An array of resource names.</summary>
    Names,
}
