namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>One value of an entry, such as the type of a phone number.</summary>
/// <param name="Path">As the <c>fields</c> parameter names it: <c>value</c>, or <c>metadata/primary</c> for one that lies deeper.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="IsContent">Whether an entry that has only this is worth showing.</param>
internal sealed record PersonMember(string Path, MemberKind Kind, bool IsContent)
{
    public static readonly PersonMember Primary = new("metadata/primary", MemberKind.Flag, IsContent: false);
}
