using System.Text;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests.Installed;

/// <summary>
/// The folders of the native programs. Where they are named, all tests that start programs start these: see CONTRIBUTING.md.
/// </summary>
public sealed class PublishedProgramsTests
{
    [Theory]
    [InlineData("opsworker")]
    [InlineData("opsworker-agent")]
    public void A_program_is_native_and_nothing_beside_it_is_its_own_code_or_symbols(string program)
    {
        Assert.SkipUnless(
            ProductPrograms.PublishedFolder is not null,
            $"Set {ProductPrograms.Variable} to the folder of build/publish-native.sh, as .ci/run does.");
        var folder = Path.Combine(ProductPrograms.PublishedFolder!, program);

        Directory
            .GetFiles(folder)
            .Select(Path.GetExtension)
            .ShouldAllBe(extension => extension == "" || extension == ".so" || extension == ".dylib");
        if (OperatingSystem.IsLinux())
        {
            using var file = File.OpenRead(Path.Combine(folder, program));
            var start = new byte[4];
            file.ReadExactly(start);
            start.ShouldBe(Encoding.Latin1.GetBytes("\u007fELF"));
        }
    }
}
