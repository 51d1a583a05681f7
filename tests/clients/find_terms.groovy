// Run by OmegaT after it has translated a project: loads the project's glossaries with OmegaT's own
// readers and searches them for each source line as its glossary pane does, which the console mode
// leaves out. Writes what it found as JSON to the file that the property "found" names.
import groovy.json.JsonOutput
import org.omegat.gui.glossary.FindGlossaryThread
import org.omegat.gui.glossary.GlossaryManager

class Loaded extends GlossaryManager {
    List all = []
    Loaded() { super(null); priorityGlossary = new File("none") }
    List getGlossaryEntries(String text) { all }
}

class Search extends FindGlossaryThread {
    Search(entry, manager) { super(null, entry, manager) }
    protected boolean isEntryChanged() { false }
}

def triples = { entries ->
    entries.collectMany { entry ->
        [entry.getLocTerms(false).toList(), entry.getComments().toList()].transpose()
            .collect { [entry.srcText, it[0], it[1]] }
    }
}

def manager = new Loaded()
def terms = [:]
new File(project.projectProperties.glossaryRoot).listFiles().sort().each { file ->
    def entries = []
    try {
        entries = GlossaryManager.getDeclaredMethod("loadGlossaryFile", File).with {
            it.accessible = true
            it.invoke(manager, file)
        } ?: []
    } catch (Exception error) {
        // As OmegaT does: it logs the file it cannot read, and goes on without it.
        System.err.println("${file.name}: ${error.cause ?: error}")
    }
    terms[file.name] = triples(entries)
    manager.all.addAll(entries)
}
def found = project.allEntries.collect { triples(new Search(it, manager).search() ?: []) }
new File(System.getProperty("found")).setText(JsonOutput.toJson([terms: terms, found: found]), "UTF-8")
