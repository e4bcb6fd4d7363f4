using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsWorker.Infra.Functions;

/// <summary>Looks into a program that was compiled ahead of time, for reasons why Lambda could not start it.</summary>
internal static partial class NativeProgram
{
    // The C library of Amazon Linux 2023, on which provided.al2023 runs, is 2.34.
    private const int NewestGlibc = 34;

    // Of the ELF header, in little endian: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html.
    private const int MachineOffset = 18;
    private const byte X64Machine = 62;
    private const byte Arm64Machine = 183;

    /// <summary>The reason; null where there is none.</summary>
    public static string? Problem(string file, string processor)
    {
        var content = File.ReadAllBytes(file);
        var machine = content.Length > MachineOffset ? content[MachineOffset] : 0;
        if (machine != (processor == "arm64" ? Arm64Machine : X64Machine)) return $"{file} is not a program for {processor}";

        var needed = GlibcVersion().Matches(Encoding.Latin1.GetString(content))
            .Max(match => int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture) as int?);
        if (needed is null or <= NewestGlibc) return null;
        return $"{file} needs glibc 2.{needed} and Lambda has 2.{NewestGlibc}: "
            + "publish it on an older system, such as Ubuntu 22.04 or Debian 12";
    }

    [GeneratedRegex(@"GLIBC_2\.(?<minor>\d+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GlibcVersion();
}
