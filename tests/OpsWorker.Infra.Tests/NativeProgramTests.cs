using System.Text;
using OpsWorker.Infra.Functions;
using OpsWorker.Testing;

namespace OpsWorker.Infra.Tests;

public sealed class NativeProgramTests : IDisposable
{
    /// <summary>The machine of a program for arm64, in its ELF header.</summary>
    public const byte Arm64 = 183;

    private const byte X64 = 62;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(X64, "x64", "GLIBC_2.2.5 GLIBC_2.34", null)]
    [InlineData(Arm64, "arm64", "GLIBC_2.17", null)]
    [InlineData(Arm64, "arm64", "", null)]
    [InlineData(X64, "arm64", "", "bootstrap is not a program for arm64")]
    [InlineData(Arm64, "x64", "", "bootstrap is not a program for x64")]
    [InlineData(
        X64, "x64", "GLIBC_2.4 GLIBC_2.38 GLIBC_2.34",
        "bootstrap needs glibc 2.38 and Lambda has 2.34: publish it on an older system, such as Ubuntu 22.04 or Debian 12")]
    public void A_program_that_Lambda_could_not_start_is_found_before_it_is_deployed(
        byte machine, string processor, string symbols, string? problem)
    {
        var file = _folder.File("bootstrap");
        File.WriteAllBytes(file, [.. Program(machine), .. Encoding.ASCII.GetBytes(symbols)]);

        NativeProgram.Problem(file, processor).ShouldBe(problem is null ? null : Path.Combine(_folder.FullPath, problem));
    }

    [Fact]
    public void A_file_that_is_no_program_is_found_too()
    {
        var file = _folder.File("bootstrap");
        File.WriteAllText(file, "");

        NativeProgram.Problem(file, "arm64").ShouldBe(file + " is not a program for arm64");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The header of a program for a machine.</summary>
    internal static byte[] Program(byte machine) => [0x7f, .. "ELF"u8, 2, 1, 1, .. new byte[9], 3, 0, machine, 0];
}
