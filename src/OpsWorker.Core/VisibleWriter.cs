using System.Globalization;
using System.Text;
using OpsWorker.Core.Access;

namespace OpsWorker.Core;

/// <summary>
/// Writes text as <see cref="VisibleText.Lines"/> shows it. Around standard output and standard error it keeps whatever a program prints
/// or logs from acting on the terminal.
/// </summary>
/// <param name="writer">The writer that gets the visible text.</param>
/// <param name="redact">Takes out what must not be written; null keeps everything.</param>
public sealed class VisibleWriter(TextWriter writer, Func<string, string>? redact = null) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <summary>Puts a writer around each of the process's standard streams, and takes keys out of those that have the log.</summary>
    /// <param name="outputIsLog">True if standard output has the log too; standard error always may.</param>
    public static void GuardConsole(bool outputIsLog = false)
    {
        Console.SetOut(new VisibleWriter(Console.Out, outputIsLog ? AccessKeys.Redact : null));
        Console.SetError(new VisibleWriter(Console.Error, AccessKeys.Redact));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null) writer.Write(VisibleText.Lines(redact?.Invoke(value) ?? value));
    }

    // One call for a line, so that lines of several threads do not mix.

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) writer.Dispose();
        base.Dispose(disposing);
    }
}
