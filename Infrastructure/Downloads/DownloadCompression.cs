using System.IO.Compression;
using Gcd.Infrastructure.Exports;
using Microsoft.AspNetCore.ResponseCompression;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// Compresses downloads, page by page, for callers that ask for it; nothing else. Replies that hold a token are never compressed: their
/// length could give it away (BREACH). In a download there is nothing secret beside what a stranger could put in on demand.
/// </summary>
internal static class DownloadCompression
{
    public static IServiceCollection AddDownloadCompression(this IServiceCollection services) =>
        services
            .AddResponseCompression(options =>
            {
                options.EnableForHttps = true;
                options.MimeTypes = [.. ExportFormats.All.Select(format => format.MediaType.Split(';')[0]), "application/xml"];
                // At equal quality the first one is taken.
                options.Providers.Add<BrotliCompressionProvider>();
                options.Providers.Add<GzipCompressionProvider>();
            })
            .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest)
            .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);

    public static void UseDownloadCompression(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<DownloadRoute>() is not null,
            download => download
                .Use((context, next) =>
                {
                    AcceptEncodingWildcard.WriteOut(context.Request.Headers);
                    return next(context);
                })
                .UseResponseCompression());
}
