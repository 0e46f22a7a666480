using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

internal static class CommandsSetup
{
    /// <summary>PostgreSQL serves several processes, so commands open it themselves.</summary>
    public static void AddCommands(this WebApplicationBuilder builder, GcdSettings settings)
    {
        if (settings.Store.Kind != TokenStoreKind.Postgres)
        {
            builder.Services.AddSingleton<CommandWork>().AddHostedService<CommandSocketServer>();
        }
    }
}
