namespace Gcd.Features.CardDav;

internal static class CardDavSetup
{
    /// <summary>The value of the label <c>format</c> in metrics of downloads.</summary>
    public const string FormatName = "carddav";

    public static IServiceCollection AddCardDav(this IServiceCollection services) =>
        services.AddSingleton<AddressBookState>().AddSingleton<AddressBookListing>().AddSingleton<PropfindService>().AddSingleton<ReportService>();
}
