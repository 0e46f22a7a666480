namespace Gcd.Features.CardDav;

/// <summary>Google has no contact of this name, or the token does not open it; found before anything was sent.</summary>
internal sealed class NoSuchCardException : Exception
{
    public NoSuchCardException()
        : base("There is no such card.")
    {
    }
}
