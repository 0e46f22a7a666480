using System.Buffers;
using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

internal sealed class CsvWriter : IContactWriter
{
    private static readonly byte[] Header = Encoding.UTF8.GetBytes(string.Join(',', ContactColumns.Names) + "\r\n");
    private readonly ContactColumns _columns = new();
    private IBufferWriter<byte>? _page;

    public void Begin(IBufferWriter<byte> output, string userEmail) => output.Write(Header);

    public void BeginPage(IBufferWriter<byte> output, long contactsBefore) => _page = output;

    public void Write(Contact contact)
    {
        var row = new CsvRow(new Utf8Output(_page ?? throw new InvalidOperationException("BeginPage comes before the contacts.")));
        _columns.Write(contact, ref row);
        row.End();
    }

    public void End(IBufferWriter<byte> output, long total)
    {
    }
}
