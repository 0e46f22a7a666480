using System.Buffers;

namespace Gcd.Features.Download.Formats;

/// <summary>A way to write contacts down; the word in <c>?format=</c> names it.</summary>
internal interface IContactFormat
{
    string Name { get; }

    string ContentType { get; }

    string FileExtension { get; }

    IContactWriter CreateWriter(IBufferWriter<byte> output);
}
