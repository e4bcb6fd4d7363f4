using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Functions.Hosting;

/// <summary>The process's standard output, which Lambda writes to the function's log line by line.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Opens it. A line is written before the call returns: Lambda freezes the process as soon as a function has answered,
    /// so what another thread has yet to write would come late or never.
    /// </summary>
    public static TextWriter Open() => TextWriter.Synchronized(new VisibleWriter(
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true },
        AccessKeys.Redact));
}
